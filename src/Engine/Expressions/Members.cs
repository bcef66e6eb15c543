using System.Globalization;

namespace Tracker.Engine;

/// <summary>Members and methods of texts, arrays, numbers and objects.</summary>
internal static class Members
{
    private static readonly Dictionary<string, Func<string, object?[], object?>> OfText = new(StringComparer.Ordinal)
    {
        ["toString"] = (text, _) => text,
        ["toUpperCase"] = (text, _) => text.ToUpperInvariant(),
        ["toLowerCase"] = (text, _) => text.ToLowerInvariant(),
        ["trim"] = (text, _) => Values.Trimmed(text, atStart: true, atEnd: true),
        ["trimStart"] = (text, _) => Values.Trimmed(text, atStart: true, atEnd: false),
        ["trimEnd"] = (text, _) => Values.Trimmed(text, atStart: false, atEnd: true),
        ["includes"] = (text, given) => text.AsSpan(Index(given, 1, text.Length)).Contains(Text(given, 0), StringComparison.Ordinal),
        ["startsWith"] = (text, given) => text.AsSpan(Index(given, 1, text.Length)).StartsWith(Text(given, 0), StringComparison.Ordinal),
        ["endsWith"] = (text, given) => text.AsSpan(0, Index(given, 1, text.Length, text.Length)).EndsWith(Text(given, 0), StringComparison.Ordinal),
        ["indexOf"] = (text, given) => (double)text.IndexOf(Text(given, 0), Index(given, 1, text.Length), StringComparison.Ordinal),
        ["lastIndexOf"] = (text, given) => (double)LastIndex(text, Text(given, 0)),
        ["charAt"] = (text, given) => Get(text, Values.ToText(Math.Truncate(Number(given, 0)))) is string c ? c : "",
        ["at"] = (text, given) => At(text.Length, given) is { } at ? text[at].ToString() : Undefined.Value,
        ["slice"] = (text, given) => Slice(text.Length, given) is var (start, end) ? text[start..end] : "",
        ["substring"] = (text, given) => Between(text, Index(given, 0, text.Length), Index(given, 1, text.Length, text.Length)),
        ["split"] = (text, given) => Split(text, given),
        ["concat"] = (text, given) => Values.Limited(text + string.Concat(given.Select(Values.ToText))),
        ["repeat"] = (text, given) => Repeated(text, Number(given, 0)),
        ["padStart"] = (text, given) => Padding(text, given) + text,
        ["padEnd"] = (text, given) => text + Padding(text, given),
        ["replace"] = (text, given) => Replaced(text, Text(given, 0), Text(given, 1)),
        ["replaceAll"] = (text, given) => ReplacedAll(text, Text(given, 0), Text(given, 1)),
    };

    private static readonly Dictionary<string, Func<List<object?>, object?[], object?>> OfList = new(StringComparer.Ordinal)
    {
        ["toString"] = (list, _) => Values.ToText(list),
        ["join"] = (list, given) => Values.Joined(list, given.FirstOrDefault(Undefined.Value) is Undefined ? "," : Text(given, 0), 0),
        ["includes"] = (list, given) => list.Exists(item => Values.AreSame(item, given.FirstOrDefault(Undefined.Value)) || AreNotNumbers(item, given)),
        ["indexOf"] = (list, given) => (double)list.FindIndex(item => Values.AreSame(item, given.FirstOrDefault(Undefined.Value))),
        ["at"] = (list, given) => At(list.Count, given) is { } at ? list[at] : Undefined.Value,
        ["slice"] = (list, given) => Slice(list.Count, given) is var (start, end) ? list[start..end] : [],
        ["concat"] = (list, given) => Concatenated(list, given),
    };

    public static bool HasMethod(string name) => OfText.ContainsKey(name) || OfList.ContainsKey(name) || name == "toFixed";

    public static object? Get(object? subject, string name) => subject switch
    {
        null or Undefined => throw new ScriptFailure($"Cannot read '{name}' of {Values.ToText(subject)}"),
        string text when name == "length" => (double)text.Length,
        string text => Position(name, text.Length) is { } at ? text[at].ToString() : Undefined.Value,
        List<object?> list when name == "length" => (double)list.Count,
        List<object?> list => Position(name, list.Count) is { } at ? list[at] : Undefined.Value,
        OrderedDictionary<string, object?> members => members.TryGetValue(name, out var value) ? value : Undefined.Value,
        _ => Undefined.Value,
    };

    public static object? Call(object? subject, string name, object?[] given) => subject switch
    {
        null or Undefined => throw new ScriptFailure($"Cannot read '{name}' of {Values.ToText(subject)}"),
        string text when OfText.TryGetValue(name, out var method) => method(text, given),
        List<object?> list when OfList.TryGetValue(name, out var method) => method(list, given),
        double number when name == "toFixed" => Functions.Fixed(number, Number(given, 0)),
        _ when name == "toString" && given is [] => Values.ToText(subject),
        _ => throw new ScriptFailure($"'{name}' is not a function here"),
    };

    private static string Text(object?[] given, int index) => Values.ToText(index < given.Length ? given[index] : Undefined.Value);

    private static double Number(object?[] given, int index) =>
        index < given.Length && Values.ToNumber(given[index]) is var number && !double.IsNaN(number) ? number : 0;

    private static int Index(object?[] given, int index, int length, int otherwise = 0) =>
        index < given.Length && given[index] is not Undefined ? (int)Math.Clamp(Math.Truncate(Number(given, index)), 0, length) : otherwise;

    private static int? Position(string name, int length) =>
        int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < length
            && at.ToString(CultureInfo.InvariantCulture) == name ? at : null;

    private static int? At(int length, object?[] given)
    {
        var index = Math.Truncate(Number(given, 0));
        index += index < 0 ? length : 0;
        return index >= 0 && index < length ? (int)index : null;
    }

    private static (int Start, int End) Slice(int length, object?[] given)
    {
        var start = Relative(Number(given, 0), length);
        var end = given.Length < 2 || given[1] is Undefined ? length : Relative(Number(given, 1), length);
        return (start, Math.Max(start, end));
    }

    private static int Relative(double index, int length) => (int)Math.Clamp(Math.Truncate(index) + (index <= -1 ? length : 0), 0, length);

    private static string Between(string text, int first, int second) => text[Math.Min(first, second)..Math.Max(first, second)];

    private static int LastIndex(string text, string searched) =>
        searched.Length == 0 ? text.Length : text.LastIndexOf(searched, StringComparison.Ordinal);

    private static List<object?> Split(string text, object?[] given)
    {
        if (given is [] or [Undefined, ..])
        {
            return [text];
        }

        var separator = Text(given, 0);
        var parts = separator.Length == 0 ? text.Select(c => c.ToString()) : text.Split(separator);
        var limit = given.Length < 2 || given[1] is Undefined ? int.MaxValue : (int)Math.Clamp(Number(given, 1), 0, int.MaxValue);
        var list = parts.Take(limit).Take(JavaScript.MaxSteps + 1).ToList<object?>();
        return list.Count <= JavaScript.MaxSteps ? list : throw new ScriptFailure($"The array has more than {JavaScript.MaxSteps} items");
    }

    private static string Repeated(string text, double times)
    {
        if (times < 0 || text.Length * Math.Truncate(times) > JavaScript.MaxTextLength)
        {
            throw new ScriptFailure($"The text cannot be repeated {Values.ToText(times)} times");
        }

        return text.Length == 0 ? "" : string.Concat(Enumerable.Repeat(text, (int)times));
    }

    private static string Padding(string text, object?[] given)
    {
        var missing = Math.Truncate(Number(given, 0)) - text.Length;
        var filler = given.Length < 2 || given[1] is Undefined ? " " : Text(given, 1);
        return missing <= 0 || filler.Length == 0 ? ""
            : missing > JavaScript.MaxTextLength ? throw new ScriptFailure($"The text is longer than {JavaScript.MaxTextLength} characters")
            : string.Concat(Enumerable.Repeat(filler, ((int)missing / filler.Length) + 1))[..(int)missing];
    }

    private static string Replaced(string text, string searched, string replacement)
    {
        var at = text.IndexOf(searched, StringComparison.Ordinal);
        return at < 0 ? text : Values.Limited(text[..at] + Plain(replacement) + text[(at + searched.Length)..]);
    }

    private static string ReplacedAll(string text, string searched, string replacement)
    {
        if (searched.Length == 0 || (double)text.Length / searched.Length * replacement.Length > JavaScript.MaxTextLength)
        {
            throw new ScriptFailure("There is nothing to replace, or too much");
        }

        return Values.Limited(text.Replace(searched, Plain(replacement), StringComparison.Ordinal));
    }

    private static string Plain(string replacement) =>
        replacement.Contains('$', StringComparison.Ordinal) ? throw new ScriptFailure("Replacements with $ are not supported") : replacement;

    private static List<object?> Concatenated(List<object?> list, object?[] given)
    {
        List<object?> all = [.. list, .. given.SelectMany(item => item as IEnumerable<object?> ?? [item])];
        return all.Count <= JavaScript.MaxSteps ? all : throw new ScriptFailure($"The array has more than {JavaScript.MaxSteps} items");
    }

    private static bool AreNotNumbers(object? item, object?[] given) => item is double.NaN && given is [double.NaN, ..];
}
