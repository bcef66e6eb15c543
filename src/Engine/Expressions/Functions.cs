using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;

namespace Tracker.Engine;

/// <summary>The functions that an expression may call: Elsa's, and the few of JavaScript's own that are the same every time.</summary>
internal static class Functions
{
    private static readonly Dictionary<string, Func<IScope, object?[], object?>> Known = new(StringComparer.Ordinal)
    {
        ["getVariable"] = (scope, given) => Values.Of(scope.Variable(Text(given, 0))),
        ["setVariable"] = (scope, given) => Set(scope, Text(given, 0), Argument(given, 1)),
        ["getInput"] = (scope, given) => Values.Of(scope.Input(Text(given, 0))),
        ["getLastResult"] = (scope, _) => Values.Of(scope.LastResult),
        ["getOutputFrom"] = (scope, given) => Values.Of(scope.OutputOf(Text(given, 0), Argument(given, 1) is null or Undefined ? null : Text(given, 1))),
        ["getWorkflowInstanceId"] = (scope, _) => scope.InstanceId,
        ["getCorrelationId"] = (scope, _) => scope.CorrelationId,
        ["getWorkflowInstanceName"] = (scope, _) => scope.InstanceName,
        ["getWorkflowDefinitionId"] = (scope, _) => scope.Definition.DefinitionId,
        ["setOutcome"] = (scope, given) => Outcomes(scope, [Text(given, 0)]),
        ["setOutcomes"] = (scope, given) => Outcomes(scope, [.. (Argument(given, 0) as List<object?> ?? []).Select(Values.ToText)]),
        ["isNullOrEmpty"] = (_, given) => Argument(given, 0) is null or Undefined or "",
        ["isNullOrWhiteSpace"] = (_, given) => Argument(given, 0) is null or Undefined || string.IsNullOrWhiteSpace(Text(given, 0)),
        ["parseGuid"] = (_, given) => Guid.TryParse(Text(given, 0), out var guid) ? guid.ToString() : throw new ScriptFailure("This is not a GUID"),
        ["toJson"] = (_, given) => Values.ToJson(Argument(given, 0)).GetRawText(),
        ["stringToBase64"] = (_, given) => Convert.ToBase64String(Encoding.UTF8.GetBytes(Text(given, 0))),
        ["stringFromBase64"] = (_, given) => Encoding.UTF8.GetString(Convert.FromBase64String(Text(given, 0))),
        ["JSON.stringify"] = (_, given) => Argument(given, 0) is Undefined ? Undefined.Value : Compact(Values.ToJson(Argument(given, 0))),
        ["JSON.parse"] = (_, given) => Parsed(Text(given, 0)),
        ["Object.keys"] = (_, given) => Argument(given, 0) is OrderedDictionary<string, object?> members ? members.Keys.ToList<object?>() : [],
        ["Array.isArray"] = (_, given) => Argument(given, 0) is List<object?>,
        ["String"] = (_, given) => given is [] ? "" : Text(given, 0),
        ["Number"] = (_, given) => given is [] ? 0d : Values.ToNumber(given[0]),
        ["Boolean"] = (_, given) => Values.IsTruthy(Argument(given, 0)),
        ["isNaN"] = (_, given) => double.IsNaN(Number(given)),
        ["parseInt"] = (_, given) => Argument(given, 1) is Undefined or 10d ? ParseInt(Text(given, 0)) : throw new ScriptFailure("parseInt reads decimal numbers only"),
        ["parseFloat"] = (_, given) => ParseFloat(Text(given, 0)),
        ["Math.abs"] = (_, given) => Math.Abs(Number(given)),
        ["Math.floor"] = (_, given) => Math.Floor(Number(given)),
        ["Math.ceil"] = (_, given) => Math.Ceiling(Number(given)),
        ["Math.trunc"] = (_, given) => Math.Truncate(Number(given)),
        ["Math.round"] = (_, given) => Rounded(Number(given)),
        ["Math.max"] = (_, given) => given.Select(Values.ToNumber).Aggregate(double.NegativeInfinity, Math.Max),
        ["Math.min"] = (_, given) => given.Select(Values.ToNumber).Aggregate(double.PositiveInfinity, Math.Min),
    };

    public static bool IsKnown(string name) => Known.ContainsKey(name);

    public static object? Call(string name, object?[] given, Evaluation evaluation) =>
        Known.TryGetValue(name, out var function) ? function(evaluation.Scope, given) : Accessor(name, given, evaluation.Scope);

    /// <summary><c>getX</c> of a workflow input or a variable, <c>setX</c> of a variable, <c>getOutputFromActivity</c>.</summary>
    private static object? Accessor(string name, object?[] given, IScope scope)
    {
        var accessor = name.Length > 3 ? name[3..] : "";
        if (name.StartsWith("set", StringComparison.Ordinal) && scope.VariableOf(accessor) is { } variable)
        {
            return Set(scope, variable, Argument(given, 0));
        }

        if (!name.StartsWith("get", StringComparison.Ordinal))
        {
            throw new ScriptFailure($"{name} is not defined");
        }

        return scope.Definition.HasInput(accessor) ? Values.Of(scope.Input(accessor))
            : scope.VariableOf(accessor) is { } read ? Values.Of(scope.Variable(read))
            : scope.Definition.OutputNamed(accessor) is var (activity, output) ? Values.Of(scope.OutputOf(activity, output))
            : throw new ScriptFailure($"{name} is not defined");
    }

    /// <summary>Rounds the exact value of the number, and a half away from zero.</summary>
    public static string Fixed(double number, double digits)
    {
        if (digits is < 0 or > 100)
        {
            throw new ScriptFailure("toFixed takes 0 to 100 digits");
        }

        if (!double.IsFinite(number) || Math.Abs(number) >= 1e21)
        {
            return Values.ToText(number);
        }

        const int More = 40;
        var exact = Math.Abs(number).ToString("F" + ((int)digits + More).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var half = BigInteger.Pow(10, More) / 2;
        var whole = (BigInteger.Parse(exact.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) + half) / (half * 2);
        var text = whole.ToString(CultureInfo.InvariantCulture).PadLeft((int)digits + 1, '0');
        return (number < 0 ? "-" : "") + (digits < 1 ? text : text[..^(int)digits] + "." + text[^(int)digits..]);
    }

    private static Undefined Set(IScope scope, string name, object? value)
    {
        scope.SetVariable(name, Values.ToJson(value));
        return Undefined.Value;
    }

    private static Undefined Outcomes(IScope scope, IReadOnlyList<string> outcomes)
    {
        scope.SetOutcomes(outcomes);
        return Undefined.Value;
    }

    private static object? Argument(object?[] given, int index) => index < given.Length ? given[index] : Undefined.Value;

    private static string Text(object?[] given, int index) => Values.ToText(Argument(given, index));

    private static double Number(object?[] given) => Values.ToNumber(Argument(given, 0));

    private static string Compact(JsonElement json) => JsonSerializer.Serialize(json, Readable);

    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = Values.MaxDepth + 2,
    };

    private static object? Parsed(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Values.Of(document.RootElement);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            throw new ScriptFailure("This is not JSON");
        }
    }

    private static double Rounded(double number) => Math.Abs(number) >= 1L << 52 ? number : Math.Floor(number) is var floor && number - floor >= 0.5 ? floor + 1 : floor;

    private static double ParseInt(string text)
    {
        var trimmed = Values.Trimmed(text, atStart: true, atEnd: true);
        var sign = trimmed is ['-' or '+', ..] ? 1 : 0;
        if (trimmed.AsSpan(sign).StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            throw new ScriptFailure("parseInt reads decimal numbers only");
        }

        var digits = new string([.. trimmed.Skip(sign).TakeWhile(char.IsAsciiDigit)]);
        return digits.Length == 0 ? double.NaN : Values.ToNumber(trimmed[..sign] + digits);
    }

    private static double ParseFloat(string text)
    {
        var trimmed = Values.Trimmed(text, atStart: true, atEnd: true);
        for (var length = trimmed.TakeWhile(c => char.IsAsciiDigit(c) || c is '.' or 'e' or 'E' or '+' or '-').Count(); length > 0; length--)
        {
            if (Values.ToNumber(trimmed[..length]) is var number && !double.IsNaN(number))
            {
                return number;
            }
        }

        return trimmed.StartsWith("Infinity", StringComparison.Ordinal) ? double.PositiveInfinity
            : trimmed.StartsWith("-Infinity", StringComparison.Ordinal) ? double.NegativeInfinity : double.NaN;
    }
}
