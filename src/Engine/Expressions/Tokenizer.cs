using System.Globalization;
using System.Text;

namespace Tracker.Engine;

internal enum TokenKind
{
    End,
    Name,
    Number,
    Text,
    Template,
    Sign,
}

/// <summary>A word of an expression: its sign or name, or the value of its literal.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, double Number, int Position);

/// <summary>Cuts an expression into words, one at a time.</summary>
internal sealed class Tokenizer(string text)
{
    private static readonly string[] Signs =
    [
        "===", "!==", "...", "**=", "&&=", "||=", "??=", "=>", "==", "!=", "<=", ">=", "&&", "||", "??", "?.", "**", "++", "--", "+=", "-=", "*=", "/=", "%=", "<<", ">>",
        "(", ")", "[", "]", "{", "}", ".", ",", ";", ":", "?", "+", "-", "*", "/", "%", "!", "<", ">", "=", "&", "|", "^", "~",
    ];

    private int position;

    public Token Next()
    {
        SkipSpace();
        var start = position;
        if (position == text.Length)
        {
            return new(TokenKind.End, "", 0, start);
        }

        return text[position] switch
        {
            var c when IsNameStart(c) => new(TokenKind.Name, While(IsNamePart), 0, start),
            var c when char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(Peek(1))) => Number(start),
            '"' or '\'' => Quoted(start, text[position]),
            '`' => new(TokenKind.Template, "`", 0, position++),
            _ => Sign(start),
        };
    }

    /// <summary>The text of a template up to <c>${</c> or the closing mark.</summary>
    public (string Text, bool IsLast) TemplatePart()
    {
        var part = new StringBuilder();
        while (position < text.Length)
        {
            switch (text[position++])
            {
                case '`':
                    return (part.ToString(), true);
                case '$' when Peek(0) == '{':
                    position++;
                    return (part.ToString(), false);
                case '\\':
                    Escape(part);
                    break;
                case '\r':
                    position += Peek(0) == '\n' ? 1 : 0;
                    part.Append('\n');
                    break;
                case var c:
                    part.Append(c);
                    break;
            }
        }

        throw Error(position, "The template has no end");
    }

    /// <summary>Makes the closing brace of <c>${...}</c> the last word that was read.</summary>
    public void GoTo(int newPosition) => position = newPosition;

    public ExpressionException Error(int at, string reason) => ExpressionException.At(text, at, reason);

    private static bool IsNameStart(char c) => char.IsLetter(c) || c is '_' or '$';

    private static bool IsNamePart(char c) => char.IsLetterOrDigit(c) || c is '_' or '$';

    private char Peek(int ahead) => position + ahead < text.Length ? text[position + ahead] : '\0';

    private string While(Func<char, bool> belongs)
    {
        var start = position;
        while (position < text.Length && belongs(text[position]))
        {
            position++;
        }

        return text[start..position];
    }

    private void SkipSpace()
    {
        while (position < text.Length)
        {
            if (char.IsWhiteSpace(text[position]) || text[position] == '\uFEFF')
            {
                position++;
            }
            else if (text[position] == '/' && Peek(1) == '/')
            {
                _ = While(c => c is not ('\n' or '\r'));
            }
            else if (text[position] == '/' && Peek(1) == '*')
            {
                var end = text.IndexOf("*/", position + 2, StringComparison.Ordinal);
                position = end < 0 ? throw Error(position, "The comment has no end") : end + 2;
            }
            else
            {
                return;
            }
        }
    }

    private Token Number(int start)
    {
        var number = text[position] == '0' && char.ToLowerInvariant(Peek(1)) is 'x' or 'o' or 'b' ? Whole() : Decimal(start);
        return IsNamePart(Peek(0))
            ? throw Error(start, "This is not a number")
            : new(TokenKind.Number, "", number, start);
    }

    private double Whole()
    {
        var start = position++;
        position++;
        _ = While(char.IsAsciiLetterOrDigit);
        var number = Values.ToNumber(text[start..position]);
        return double.IsNaN(number) ? throw Error(start, "This is not a number") : number;
    }

    private double Decimal(int start)
    {
        _ = While(char.IsAsciiDigit);
        if (position - start > 1 && text[start] == '0')
        {
            throw Error(start, "A number does not begin with 0");
        }

        if (Peek(0) == '.')
        {
            position++;
            _ = While(char.IsAsciiDigit);
        }

        if (Peek(0) is 'e' or 'E')
        {
            position += Peek(1) is '+' or '-' ? 2 : 1;
            if (While(char.IsAsciiDigit).Length == 0)
            {
                throw Error(start, "This is not a number");
            }
        }

        return double.Parse(text.AsSpan(start, position - start), NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    private Token Quoted(int start, char quote)
    {
        var value = new StringBuilder();
        for (position++; position < text.Length && text[position] is not ('\n' or '\r');)
        {
            var c = text[position++];
            if (c == quote)
            {
                return new(TokenKind.Text, value.ToString(), 0, start);
            }

            if (c == '\\')
            {
                Escape(value);
            }
            else
            {
                value.Append(c);
            }
        }

        throw Error(start, "The text has no end");
    }

    private void Escape(StringBuilder value)
    {
        var c = position < text.Length ? text[position++] : throw Error(position, "The text has no end");
        switch (c)
        {
            case '\r':
                position += Peek(0) == '\n' ? 1 : 0;
                break;
            case '\n':
                break;
            case 'x':
                value.Append((char)Hex(2));
                break;
            case 'u':
                Unicode(value);
                break;
            case >= '1' and <= '9':
            case '0' when char.IsAsciiDigit(Peek(0)):
                throw Error(position - 2, "Octal escapes are not supported");
            default:
                value.Append(c switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'b' => '\b', 'f' => '\f', 'v' => '\v', '0' => '\0', _ => c });
                break;
        }
    }

    private void Unicode(StringBuilder value)
    {
        if (Peek(0) != '{')
        {
            value.Append((char)Hex(4));
            return;
        }

        position++;
        var digits = While(char.IsAsciiHexDigit);
        if (digits.Length is 0 or > 6 || Peek(0) != '}' || Convert.ToInt32(digits, 16) is not (<= 0x10FFFF and not (>= 0xD800 and <= 0xDFFF) and var point))
        {
            throw Error(position, "This is not a character");
        }

        position++;
        value.Append(char.ConvertFromUtf32(point));
    }

    private int Hex(int digits)
    {
        if (position + digits > text.Length
            || !int.TryParse(text.AsSpan(position, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            throw Error(position, "This is not a character");
        }

        position += digits;
        return value;
    }

    private Token Sign(int start)
    {
        foreach (var sign in Signs)
        {
            if (string.CompareOrdinal(text, position, sign, 0, sign.Length) == 0)
            {
                position += sign.Length;
                return new(TokenKind.Sign, sign, 0, start);
            }
        }

        throw Error(start, $"'{text[start]}' is not expected here");
    }
}
