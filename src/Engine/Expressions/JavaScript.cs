using System.Text.Json;

namespace Tracker.Engine;

/// <summary>An expression in the subset of JavaScript that is the same every time: one expression, or <c>return</c> and one.</summary>
/// <remarks>Literals, templates, arrays, objects, members, calls of known functions, operators. No clock, chance, regular expression,
/// assignment, function or loop. Length, nesting, steps and the size of a text are limited.</remarks>
internal sealed class JavaScript
{
    public const int MaxLength = 20_000;
    public const int MaxDepth = 200;
    public const int MaxSteps = 10_000;
    public const int MaxTextLength = 100_000;
    public const int MaxJsonBytes = 1_000_000;

    private readonly string text;
    private readonly Syntax? body;

    private JavaScript(string text, Syntax? body)
    {
        this.text = text;
        this.body = body;
    }

    /// <summary>Every call in it, for a check of the names before it runs.</summary>
    public IReadOnlyList<Call> Calls { get; private init; } = [];

    /// <summary>Every <c>variables.x</c> in it.</summary>
    public IReadOnlyList<(string Name, int Position)> Variables { get; private init; } = [];

    /// <exception cref="ExpressionException">The text is not in the subset.</exception>
    public static JavaScript Parse(string text)
    {
        if (text.Length > MaxLength)
        {
            throw new ExpressionException($"The expression is longer than {MaxLength} characters", 1, 1);
        }

        var parser = new Parser(text);
        return new(text, parser.ParseBody()) { Calls = parser.Calls, Variables = parser.Variables };
    }

    /// <summary>The value as JSON; what JSON has no word for (<c>undefined</c>, <c>NaN</c>) is null.</summary>
    /// <exception cref="ExpressionException">It failed, or came to a limit.</exception>
    public JsonElement Evaluate(IScope scope)
    {
        var evaluation = new Evaluation(scope);
        try
        {
            return Values.ToJson(body?.Evaluate(evaluation));
        }
        catch (ScriptFailure failure)
        {
            throw ExpressionException.At(text, evaluation.Position, failure.Message);
        }
        catch (FormatException failure)
        {
            throw ExpressionException.At(text, evaluation.Position, failure.Message);
        }
    }

    public ExpressionException Error(int position, string reason) => ExpressionException.At(text, position, reason);
}

/// <summary>One evaluation: what it sees, where it is, and what is left of its budget.</summary>
internal sealed class Evaluation(IScope scope)
{
    private int steps;

    public IScope Scope => scope;

    public int Position { get; private set; }

    public void At(int position) => Position = position;

    public void Step(int position)
    {
        Position = position;
        if (++steps > JavaScript.MaxSteps)
        {
            throw new ScriptFailure($"The expression came to {JavaScript.MaxSteps} steps");
        }
    }
}

/// <summary>The position is added where the text is known.</summary>
internal sealed class ScriptFailure(string message) : Exception(message);
