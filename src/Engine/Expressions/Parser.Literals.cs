namespace Tracker.Engine;

/// <summary>Literals, names, arrays, objects and templates.</summary>
internal sealed partial class Parser
{
    private Syntax Primary()
    {
        var first = word;
        switch (first.Kind)
        {
            case TokenKind.Number:
                return new Constant(Advance().Number, first.Position);
            case TokenKind.Text:
                return new Constant(Advance().Text, first.Position);
            case TokenKind.Template:
                return Template();
            case TokenKind.Name:
                return NameOrWord();
            case TokenKind.Sign when Take("("):
                var inner = Expression();
                inner.IsInParentheses = true;
                Expect(")");
                return inner;
            case TokenKind.Sign when Take("["):
                return Shallow(new ArrayLiteral(List("]", allowsHoles: true), first.Position));
            case TokenKind.Sign when Take("{"):
                return Shallow(new ObjectLiteral(Properties(), first.Position));
            default:
                throw Unexpected();
        }
    }

    private Syntax NameOrWord()
    {
        var name = Advance();
        return name.Text switch
        {
            "true" => new Constant(true, name.Position),
            "false" => new Constant(false, name.Position),
            "null" => new Constant(null, name.Position),
            "undefined" => new Constant(Undefined.Value, name.Position),
            "NaN" => new Constant(double.NaN, name.Position),
            "Infinity" => new Constant(double.PositiveInfinity, name.Position),
            var reserved when Reserved.Contains(reserved) => throw words.Error(name.Position, $"'{reserved}' is not in the subset of JavaScript that runs here"),
            _ => Known(new(name.Text, name.Position)),
        };
    }

    /// <summary>A name means something only where it is called, or has a member.</summary>
    private Name Known(Name name)
    {
        names.Add(name);
        return name;
    }

    private List<(Syntax Key, Syntax Value)> Properties()
    {
        var properties = new List<(Syntax, Syntax)>();
        while (!Take("}"))
        {
            var position = word.Position;
            Syntax key = word.Kind switch
            {
                TokenKind.Name or TokenKind.Text => new Constant(Advance().Text, position),
                TokenKind.Number => new Constant(Values.ToText(Advance().Number), position),
                TokenKind.Sign when Take("[") => Expression(),
                _ => throw Unexpected(),
            };
            if (key is not Constant)
            {
                Expect("]");
            }

            Expect(":");
            properties.Add((key, Expression()));
            if (!Is("}"))
            {
                Expect(",");
            }
        }

        return properties;
    }

    private Template Template()
    {
        var position = word.Position;
        var parts = new List<Syntax>();
        while (true)
        {
            var (text, isLast) = words.TemplatePart();
            parts.Add(new Constant(text, position));
            word = words.Next();
            if (isLast)
            {
                return Shallow(new Template(parts, position));
            }

            parts.Add(Expression());
            if (!Is("}"))
            {
                throw Unexpected();
            }

            words.GoTo(word.Position + 1);
        }
    }
}
