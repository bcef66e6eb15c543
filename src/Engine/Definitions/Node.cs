using System.Text.Json;

namespace Tracker.Engine;

/// <summary>An activity as the definition has it, with those inside it.</summary>
internal sealed class Node
{
    private BoundActivity? bound;

    public required string Id { get; init; }

    public required string Type { get; init; }

    public required JsonElement Json { get; init; }

    public Node? Parent { get; init; }

    /// <summary>The member of its parent that holds it, such as <c>then</c>.</summary>
    public string Slot { get; init; } = "";

    /// <summary>In the order of the text.</summary>
    public List<Node> Children { get; } = [];

    /// <summary>The conditions of a switch.</summary>
    public List<Case> Cases { get; } = [];

    /// <summary>Those it declares itself; for the root also the definition's.</summary>
    public IReadOnlyList<VariableDeclaration> Variables { get; set; } = [];

    /// <summary>The graph of a flowchart.</summary>
    public Flowchart? Chart { get; set; }

    /// <summary>What scripts may call it instead of its id.</summary>
    public string? Name => Json.TextOrNull("name");

    /// <summary>The script of an activity that runs one; null when it is empty.</summary>
    /// <exception cref="FormatException">It is not a literal text.</exception>
    /// <exception cref="ExpressionException">It is not in the subset.</exception>
    public JavaScript? Script => field ??= Json.MemberOrNull("script") is { } json && InputExpression.Read(json) is { } given
        && Conversion.To(given.Constant(), typeof(string)) is string text ? JavaScript.Parse(text) : null;

    public bool CanStartWorkflow =>
        Json.IsTrue("canStartWorkflow") || Json.MemberOrNull("customProperties")?.IsTrue("canStartWorkflow") == true;

    public IEnumerable<Node> SelfAndDescendants => Children.SelectMany(child => child.SelfAndDescendants).Prepend(this);

    public IEnumerable<Node> Ancestors => Parent is null ? [] : Parent.Ancestors.Prepend(Parent);

    public Node? Child(string slot) => Children.Find(child => child.Slot == slot);

    public BoundActivity Bind(ActivityRegistry registry) => bound ??= registry.Get(Type).Bind(this);
}

/// <summary>A case of a switch; without an activity in a flowchart, where its label is a port.</summary>
internal sealed class Case(string label, JsonElement condition, Node? activity)
{
    private InputExpression? read;

    public string Label => label;

    public Node? Activity => activity;

    /// <exception cref="FormatException">The kind of expression is not supported.</exception>
    /// <exception cref="ExpressionException">The JavaScript is not in the subset.</exception>
    public InputExpression? Condition => read ??= InputExpression.ReadExpression(condition);
}
