namespace Tracker.Engine;

/// <summary>Reads the words of an expression into a tree that can be evaluated.</summary>
internal sealed partial class Parser
{
    private static readonly Dictionary<string, int> Precedence = new(StringComparer.Ordinal)
    {
        ["??"] = 1,
        ["||"] = 2,
        ["&&"] = 3,
        ["=="] = 4,
        ["!="] = 4,
        ["==="] = 4,
        ["!=="] = 4,
        ["<"] = 5,
        [">"] = 5,
        ["<="] = 5,
        [">="] = 5,
        ["+"] = 6,
        ["-"] = 6,
        ["*"] = 7,
        ["/"] = 7,
        ["%"] = 7,
        ["**"] = 8,
    };

    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "new", "function", "class", "this", "typeof", "void", "delete", "in", "instanceof", "await", "async", "yield", "let", "const", "var", "if", "for", "while",
        "do", "switch", "throw", "try", "return", "import", "export", "super", "case", "else", "break", "continue", "default", "with", "debugger", "catch", "finally",
    };

    private readonly Tokenizer words;
    private readonly List<Call> calls = [];
    private readonly List<(string Name, int Position)> variables = [];
    private readonly List<Name> names = [];
    private Token word;
    private int depth;

    public Parser(string text)
    {
        words = new(text);
        word = words.Next();
    }

    public IReadOnlyList<Call> Calls => calls;

    public IReadOnlyList<(string Name, int Position)> Variables => variables;

    /// <summary>null when there is nothing in it.</summary>
    public Syntax? ParseBody()
    {
        var isReturn = Take("return", TokenKind.Name);
        if (!isReturn && word is { Kind: TokenKind.Sign, Text: "{" })
        {
            throw words.Error(word.Position, "An object needs parentheses around it here");
        }

        var body = word.Kind == TokenKind.End || Is(";") ? null : Expression();
        while (Take(";"))
        {
        }

        return word.Kind != TokenKind.End ? throw Unexpected()
            : names is [var unknown, ..] ? throw words.Error(unknown.Position, $"{unknown.Text} is not defined")
            : body;
    }

    private Syntax Expression() => Nested(() =>
    {
        var condition = Binary(1);
        if (!Is("?"))
        {
            return condition;
        }

        var position = Advance().Position;
        var then = Expression();
        Expect(":");
        return Shallow(new Conditional(condition, then, Expression(), position));
    });

    private Syntax Nested(Func<Syntax> read)
    {
        if (++depth > JavaScript.MaxDepth)
        {
            throw words.Error(word.Position, $"The expression nests deeper than {JavaScript.MaxDepth} levels");
        }

        var syntax = read();
        depth--;
        return syntax;
    }

    private Syntax Binary(int least)
    {
        var left = Unary();
        while (word.Kind == TokenKind.Sign && Precedence.TryGetValue(word.Text, out var precedence) && precedence >= least)
        {
            var sign = Advance();
            var isPower = sign.Text == "**";
            if (isPower && left is Prefix { IsInParentheses: false })
            {
                throw words.Error(sign.Position, "Put parentheses around the left side of **");
            }

            var right = isPower ? Nested(() => Binary(precedence)) : Binary(precedence + 1);
            CheckMixture(sign, left, right);
            left = Shallow<Syntax>(sign.Text is "&&" or "||" or "??"
                ? new Logical(sign.Text, left, right, sign.Position)
                : new Binary(sign.Text, left, right, sign.Position));
        }

        return left;
    }

    /// <summary>JavaScript does not say which of <c>??</c> and <c>||</c> comes first.</summary>
    private void CheckMixture(Token sign, Syntax left, Syntax right)
    {
        foreach (var side in new[] { left, right }.OfType<Logical>().Where(side => !side.IsInParentheses))
        {
            if ((side.Sign == "??") != (sign.Text == "??") && sign.Text is "??" or "||" or "&&")
            {
                throw words.Error(sign.Position, "Put parentheses where ?? meets && or ||");
            }
        }
    }

    private Syntax Unary()
    {
        if (word.Kind != TokenKind.Sign || word.Text is not ("!" or "-" or "+"))
        {
            return Postfix();
        }

        var sign = Advance();
        return Shallow(new Prefix(sign.Text, Nested(Unary), sign.Position));
    }

    private Syntax Postfix()
    {
        var value = Primary();
        while (word.Kind == TokenKind.Sign && word.Text is "." or "?." or "[" or "(")
        {
            var sign = Advance();
            value = Shallow<Syntax>(sign.Text switch
            {
                "(" => Called(value, isOptional: false, sign.Position),
                "[" => Indexed(value, isOptional: false, sign.Position),
                "?." when Take("(") => Called(value, isOptional: true, sign.Position),
                "?." when Take("[") => Indexed(value, isOptional: true, sign.Position),
                _ => Named(value, sign.Text == "?.", sign.Position),
            });
        }

        if (word is { Kind: TokenKind.Template } || (word.Kind == TokenKind.Sign && word.Text is "=" or "++" or "--" or "=>"))
        {
            throw Unexpected();
        }

        return value is Optional or not IChain { IsChained: true } ? value : new Optional(value);
    }

    private Syntax Named(Syntax target, bool isOptional, int position)
    {
        var name = word.Kind == TokenKind.Name ? Advance().Text : throw Unexpected();
        if (target is Name { Text: "variables" } all)
        {
            names.Remove(all);
            variables.Add((name, position));
            return new Variable(name, position);
        }

        return new Member(target, new Constant(name, position), isOptional, position);
    }

    private Member Indexed(Syntax target, bool isOptional, int position)
    {
        var index = Expression();
        Expect("]");
        return target is Name { Text: "variables" }
            ? throw words.Error(position, "Write variables.name, or getVariable(name)")
            : new Member(target, index, isOptional, position);
    }

    private Call Called(Syntax target, bool isOptional, int position)
    {
        var function = target as Name ?? (target as Member)?.Target as Name;
        if (target is not (Name or Member) || (target is Member { Written: null } && function is not null))
        {
            throw words.Error(position, "This cannot be called");
        }

        if (function is not null)
        {
            names.Remove(function);
        }

        var call = new Call(target, List(")", allowsHoles: false), isOptional, position);
        calls.Add(call);
        return call;
    }

    private List<Syntax> List(string end, bool allowsHoles)
    {
        var items = new List<Syntax>();
        while (!Take(end))
        {
            items.Add(allowsHoles && Is(",") ? throw Unexpected() : Expression());
            if (!Is(end))
            {
                Expect(",");
            }
        }

        return items;
    }

    /// <summary>Evaluation follows the tree, which a chain such as 1+1+1 makes deep without nesting.</summary>
    private T Shallow<T>(T syntax)
        where T : Syntax =>
        syntax.Depth <= JavaScript.MaxDepth ? syntax : throw words.Error(syntax.Position, $"The expression has more than {JavaScript.MaxDepth} levels");

    private bool Is(string sign) => word.Kind == TokenKind.Sign && word.Text == sign;

    private bool Take(string text, TokenKind kind = TokenKind.Sign)
    {
        if (word.Kind != kind || word.Text != text)
        {
            return false;
        }

        Advance();
        return true;
    }

    private void Expect(string sign)
    {
        if (!Take(sign))
        {
            throw word.Kind == TokenKind.End ? words.Error(word.Position, $"'{sign}' is missing") : Unexpected();
        }
    }

    private Token Advance()
    {
        var taken = word;
        word = words.Next();
        return taken;
    }

    private ExpressionException Unexpected() => words.Error(word.Position, word.Kind switch
    {
        TokenKind.End => "The expression ends too early",
        TokenKind.Number => "A number is not expected here",
        TokenKind.Text => "A text is not expected here",
        _ => $"'{word.Text}' is not expected here",
    });
}
