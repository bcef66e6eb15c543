using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace Tracker.Engine;

/// <summary>JavaScript's conversions between its kinds of values, and to and from JSON.</summary>
internal static class Values
{
    public const int MaxDepth = 64;
    private static readonly SearchValues<char> Digit = SearchValues.Create("0123456789.eE+-");

    public static bool IsTruthy(object? value) => value switch
    {
        null or Undefined => false,
        bool truth => truth,
        double number => number != 0 && !double.IsNaN(number),
        string text => text.Length > 0,
        _ => true,
    };

    public static double ToNumber(object? value) => value switch
    {
        null => 0,
        Undefined => double.NaN,
        bool truth => truth ? 1 : 0,
        double number => number,
        string text => OfText(text.AsSpan().Trim(Space)),
        _ => ToNumber(ToText(value)),
    };

    public static string ToText(object? value) => value switch
    {
        null => "null",
        Undefined => "undefined",
        bool truth => truth ? "true" : "false",
        double number => OfNumber(number),
        string text => text,
        List<object?> list => Joined(list, ",", 0),
        _ => "[object Object]",
    };

    public static string Joined(List<object?> list, string separator, int depth) => depth > MaxDepth
        ? throw new ScriptFailure("The array nests too deep")
        : Limited(string.Join(separator, list.Select(item => item switch
        {
            null or Undefined => "",
            List<object?> inner => Joined(inner, ",", depth + 1),
            _ => ToText(item),
        })));

    public static object? Add(object? first, object? second)
    {
        var (left, right) = (Primitive(first), Primitive(second));
        return left is string || right is string ? Limited(ToText(left) + ToText(right)) : ToNumber(left) + ToNumber(right);
    }

    public static bool AreSame(object? first, object? second) => (first, second) switch
    {
        (double a, double b) => a == b,
        (string a, string b) => a == b,
        (bool a, bool b) => a == b,
        _ => ReferenceEquals(first, second),
    };

    public static bool AreEqual(object? first, object? second) => (first, second) switch
    {
        (null or Undefined, _) => second is null or Undefined,
        (_, null or Undefined) => false,
        (bool a, not bool) => AreEqual(ToNumber(a), second),
        (not bool, bool b) => AreEqual(first, ToNumber(b)),
        (double or string, double or string) when first.GetType() != second.GetType() => ToNumber(first) == ToNumber(second),
        (double or string, not (double or string)) => AreEqual(first, Primitive(second)),
        (not (double or string or bool), double or string) => AreEqual(Primitive(first), second),
        _ => AreSame(first, second),
    };

    /// <summary>null when the two cannot be compared: one is not a number.</summary>
    public static int? Compare(object? first, object? second)
    {
        var (left, right) = (Primitive(first), Primitive(second));
        if (left is string a && right is string b)
        {
            return string.CompareOrdinal(a, b);
        }

        var (x, y) = (ToNumber(left), ToNumber(right));
        return double.IsNaN(x) || double.IsNaN(y) ? null : x.CompareTo(y);
    }

    public static string Limited(string text) => text.Length <= JavaScript.MaxTextLength
        ? text
        : throw new ScriptFailure($"The text is longer than {JavaScript.MaxTextLength} characters");

    public static object? Of(JsonElement? json) => json is not { } value ? null : value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Array => value.EnumerateArray().Select(item => Of(item)).ToList(),
        JsonValueKind.Object => OfObject(value),
        _ => null,
    };

    public static JsonElement ToJson(object? value)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            Write(writer, value, 0);
        }

        var reader = new Utf8JsonReader(stream.GetBuffer().AsSpan(0, (int)stream.Length), new JsonReaderOptions { MaxDepth = MaxDepth + 1 });
        return JsonElement.ParseValue(ref reader);
    }

    private static ReadOnlySpan<char> Space => " \t\n\r\v\f\u00A0\uFEFF\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000";

    public static string Trimmed(string text, bool atStart, bool atEnd)
    {
        var span = atStart ? text.AsSpan().TrimStart(Space) : text;
        return (atEnd ? span.TrimEnd(Space) : span).ToString();
    }

    private static OrderedDictionary<string, object?> OfObject(JsonElement json)
    {
        var made = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var member in json.EnumerateObject())
        {
            made[member.Name] = Of(member.Value);
        }

        return made;
    }

    private static void Write(Utf8JsonWriter writer, object? value, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new ScriptFailure($"The value nests deeper than {MaxDepth} levels");
        }

        if (writer.BytesCommitted + writer.BytesPending > JavaScript.MaxJsonBytes)
        {
            throw new ScriptFailure($"The value is larger than {JavaScript.MaxJsonBytes} bytes");
        }

        switch (value)
        {
            case bool truth:
                writer.WriteBooleanValue(truth);
                break;
            case double number when double.IsFinite(number):
                writer.WriteRawValue(OfNumber(number));
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case List<object?> list:
                writer.WriteStartArray();
                list.ForEach(item => Write(writer, item, depth + 1));
                writer.WriteEndArray();
                break;
            case OrderedDictionary<string, object?> members:
                WriteObject(writer, members, depth);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    private static void WriteObject(Utf8JsonWriter writer, OrderedDictionary<string, object?> members, int depth)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in members.Where(member => member.Value is not Undefined))
        {
            writer.WritePropertyName(name);
            Write(writer, value, depth + 1);
        }

        writer.WriteEndObject();
    }

    private static object? Primitive(object? value) => value is null or Undefined or bool or double or string ? value : ToText(value);

    private static double OfText(ReadOnlySpan<char> text)
    {
        if (text.Length > 2 && text[0] == '0' && char.ToLowerInvariant(text[1]) is 'x' or 'o' or 'b')
        {
            return OfWhole(text[2..], char.ToLowerInvariant(text[1]) switch { 'x' => 16, 'o' => 8, _ => 2 });
        }

        return text switch
        {
            "" => 0,
            "Infinity" or "+Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            _ when text.ContainsAnyExcept(Digit) => double.NaN,
            _ => double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
                ? number
                : double.NaN,
        };
    }

    private static double OfWhole(ReadOnlySpan<char> digits, int radix)
    {
        var number = BigInteger.Zero;
        foreach (var digit in digits)
        {
            var value = char.IsAsciiHexDigit(digit) ? Convert.ToInt32(digit.ToString(), 16) : radix;
            if (value >= radix || digits.Length > 300)
            {
                return double.NaN;
            }

            number = (number * radix) + value;
        }

        return (double)number;
    }

    /// <summary>The shortest digits that mean this number, with an exponent only outside 1e-7 to 1e21.</summary>
    private static string OfNumber(double number)
    {
        if (!double.IsFinite(number) || number == 0)
        {
            return double.IsNaN(number) ? "NaN" : number == 0 ? "0" : number > 0 ? "Infinity" : "-Infinity";
        }

        var (digits, point) = Digits(Math.Abs(number).ToString("R", CultureInfo.InvariantCulture));
        return (number < 0 ? "-" : "") + point switch
        {
            > 21 or <= -6 => Scientific(digits, point - 1),
            <= 0 => "0." + new string('0', -point) + digits,
            _ when point >= digits.Length => digits.PadRight(point, '0'),
            _ => digits[..point] + "." + digits[point..],
        };
    }

    private static (string Digits, int Point) Digits(string shortest)
    {
        var mantissa = shortest.Split('E');
        var exponent = mantissa.Length > 1 ? int.Parse(mantissa[1], CultureInfo.InvariantCulture) : 0;
        var parts = mantissa[0].Split('.');
        var whole = parts[0].TrimStart('0');
        var digits = whole + (parts.Length > 1 ? parts[1] : "");
        var point = whole.Length + exponent;
        var leading = digits.Length - digits.TrimStart('0').Length;
        return (digits.Trim('0'), point - leading);
    }

    private static string Scientific(string digits, int exponent) =>
        digits[..1] + (digits.Length > 1 ? "." + digits[1..] : "") + (exponent < 0 ? "e-" : "e+") + Math.Abs(exponent).ToString(CultureInfo.InvariantCulture);
}
