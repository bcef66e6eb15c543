namespace Tracker.Engine;

/// <summary>An expression cannot be read or evaluated. It says where in its text.</summary>
internal sealed class ExpressionException(string reason, int line, int column) : Exception($"{reason} (line {line}, column {column})")
{
    public static ExpressionException At(string text, int position, string reason)
    {
        var before = text.AsSpan(0, Math.Min(position, text.Length));
        return new(reason, before.Count('\n') + 1, before.Length - before.LastIndexOf('\n'));
    }
}
