using System.Security.Cryptography;
using System.Text;

namespace Tracker.Engine;

internal static class Hashes
{
    public static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>What a bookmark and a stimulus have in common when one belongs to the other.</summary>
    public static string OfStimulus(string name, string correlationId) => Of($"{name}\n{correlationId}");
}
