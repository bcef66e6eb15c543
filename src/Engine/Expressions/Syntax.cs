namespace Tracker.Engine;

/// <summary>A part of an expression. Evaluates to <see langword="null"/>, <see cref="Undefined"/>, bool, double, string, a list or a
/// dictionary of such values.</summary>
internal abstract class Syntax(int position, params IEnumerable<Syntax> parts)
{
    public int Position { get; } = position;

    public int Depth { get; } = 1 + parts.Select(part => part.Depth).DefaultIfEmpty().Max();

    public bool IsInParentheses { get; set; }

    public object? Evaluate(Evaluation evaluation)
    {
        evaluation.Step(Position);
        return Value(evaluation);
    }

    protected abstract object? Value(Evaluation evaluation);
}

internal sealed class Undefined
{
    public static readonly Undefined Value = new();
}

internal sealed class Constant(object? value, int position) : Syntax(position)
{
    public object? Literal => value;

    protected override object? Value(Evaluation evaluation) => value;
}

/// <summary>The name of a function, or of a group of functions such as Math. It has no value of its own.</summary>
internal sealed class Name(string text, int position) : Syntax(position)
{
    public string Text => text;

    protected override object? Value(Evaluation evaluation) => throw new ScriptFailure($"{text} is not defined");
}

/// <summary><c>variables.name</c>.</summary>
internal sealed class Variable(string name, int position) : Syntax(position)
{
    protected override object? Value(Evaluation evaluation) => Values.Of(evaluation.Scope.Variable(name));
}

internal sealed class Template(List<Syntax> parts, int position) : Syntax(position, parts)
{
    protected override object? Value(Evaluation evaluation) =>
        Values.Limited(string.Concat(parts.Select(part => Values.ToText(part.Evaluate(evaluation)))));
}

internal sealed class ArrayLiteral(List<Syntax> items, int position) : Syntax(position, items)
{
    protected override object? Value(Evaluation evaluation) => items.ConvertAll(item => item.Evaluate(evaluation));
}

internal sealed class ObjectLiteral(List<(Syntax Key, Syntax Value)> properties, int position)
    : Syntax(position, properties.SelectMany(property => new[] { property.Key, property.Value }))
{
    protected override object? Value(Evaluation evaluation)
    {
        var made = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (key, value) in properties)
        {
            made[Values.ToText(key.Evaluate(evaluation))] = value.Evaluate(evaluation);
        }

        return made;
    }
}

internal sealed class Conditional(Syntax condition, Syntax then, Syntax otherwise, int position) : Syntax(position, condition, then, otherwise)
{
    protected override object? Value(Evaluation evaluation) =>
        (Values.IsTruthy(condition.Evaluate(evaluation)) ? then : otherwise).Evaluate(evaluation);
}

internal sealed class Logical(string sign, Syntax left, Syntax right, int position) : Syntax(position, left, right)
{
    public string Sign => sign;

    protected override object? Value(Evaluation evaluation)
    {
        var first = left.Evaluate(evaluation);
        var isDecided = sign switch
        {
            "&&" => !Values.IsTruthy(first),
            "||" => Values.IsTruthy(first),
            _ => first is not (null or Undefined),
        };
        return isDecided ? first : right.Evaluate(evaluation);
    }
}

internal sealed class Prefix(string sign, Syntax operand, int position) : Syntax(position, operand)
{
    protected override object? Value(Evaluation evaluation)
    {
        var value = operand.Evaluate(evaluation);
        return sign switch
        {
            "!" => !Values.IsTruthy(value),
            "-" => -Values.ToNumber(value),
            _ => Values.ToNumber(value),
        };
    }
}

internal sealed class Binary(string sign, Syntax left, Syntax right, int position) : Syntax(position, left, right)
{
    protected override object? Value(Evaluation evaluation)
    {
        var (first, second) = (left.Evaluate(evaluation), right.Evaluate(evaluation));
        evaluation.At(Position);
        return sign switch
        {
            "+" => Values.Add(first, second),
            "===" => Values.AreSame(first, second),
            "!==" => !Values.AreSame(first, second),
            "==" => Values.AreEqual(first, second),
            "!=" => !Values.AreEqual(first, second),
            "<" => Values.Compare(first, second) < 0,
            ">" => Values.Compare(first, second) > 0,
            "<=" => Values.Compare(first, second) <= 0,
            ">=" => Values.Compare(first, second) >= 0,
            _ => Arithmetic(Values.ToNumber(first), Values.ToNumber(second)),
        };
    }

    private double Arithmetic(double first, double second) => sign switch
    {
        "-" => first - second,
        "*" => first * second,
        "/" => first / second,
        "%" => first % second,
        _ when double.IsNaN(second) || (Math.Abs(first) == 1 && double.IsInfinity(second)) => double.NaN,
        _ => Math.Pow(first, second),
    };
}

/// <summary>A link of a chain that a <c>?.</c> before it may break off.</summary>
internal interface IChain
{
    bool IsChained { get; }
}

/// <summary>The end of a chain with <c>?.</c> in it.</summary>
internal sealed class Optional(Syntax chain) : Syntax(chain.Position, chain)
{
    /// <summary>What a chain that was broken off evaluates to on its way to its end.</summary>
    public static readonly object BrokenOff = new();

    protected override object? Value(Evaluation evaluation)
    {
        var value = chain.Evaluate(evaluation);
        return ReferenceEquals(value, BrokenOff) ? Undefined.Value : value;
    }
}

/// <summary><c>target.name</c> or <c>target[index]</c>.</summary>
internal sealed class Member(Syntax target, Syntax name, bool isOptional, int position) : Syntax(position, target, name), IChain
{
    public bool IsChained => isOptional || target is IChain { IsChained: true };

    public Syntax Target => target;

    /// <summary>The name when it is written out.</summary>
    public string? Written => (name as Constant)?.Literal as string;

    public string NameOf(Evaluation evaluation) => Values.ToText(name.Evaluate(evaluation));

    /// <summary>The value before the dot, or <see cref="Optional.BrokenOff"/>.</summary>
    public object? Subject(Evaluation evaluation)
    {
        var subject = target.Evaluate(evaluation);
        return isOptional && subject is (null or Undefined) ? Optional.BrokenOff : subject;
    }

    protected override object? Value(Evaluation evaluation)
    {
        var subject = Subject(evaluation);
        return ReferenceEquals(subject, Optional.BrokenOff) ? subject : Members.Get(subject, NameOf(evaluation));
    }
}

/// <summary>A call of a function or of a method.</summary>
internal sealed class Call(Syntax target, List<Syntax> arguments, bool isOptional, int position) : Syntax(position, [target, .. arguments]), IChain
{
    public bool IsChained => isOptional || target is IChain { IsChained: true };

    /// <summary>The function's whole name, such as <c>getVariable</c> or <c>Math.max</c>; empty for a method of a value.</summary>
    public string Function { get; } = target switch
    {
        Name name => name.Text,
        Member { Target: Name group, Written: { } method } => $"{group.Text}.{method}",
        _ => "",
    };

    /// <summary>The method of a value, when it is written out.</summary>
    public string? Method => Function.Length == 0 ? (target as Member)?.Written : null;

    /// <summary>The first argument when it is a text that is written out.</summary>
    public string? FirstText => (arguments.FirstOrDefault() as Constant)?.Literal as string;

    public int At => Function.Length > 0 ? target is Member { Target: var group } ? group.Position : target.Position : Position;

    protected override object? Value(Evaluation evaluation)
    {
        if (Function.Length > 0)
        {
            return Functions.Call(Function, Arguments(evaluation), evaluation);
        }

        var method = (Member)target;
        var subject = method.Subject(evaluation);
        if (ReferenceEquals(subject, Optional.BrokenOff))
        {
            return subject;
        }

        var name = method.NameOf(evaluation);
        var given = Arguments(evaluation);
        return Members.Call(subject, name, given);
    }

    private object?[] Arguments(Evaluation evaluation)
    {
        object?[] given = [.. arguments.Select(argument => argument.Evaluate(evaluation))];
        evaluation.At(At);
        return given;
    }
}
