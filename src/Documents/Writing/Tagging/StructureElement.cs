namespace Tracker.Documents.Writing.Tagging;

/// <summary>One node of the tree of meaning. Its children stand in reading order, whatever the order on the page.</summary>
internal abstract class StructureNode;

internal sealed class StructureElement(StructureRole role, StructureElement? parent) : StructureNode
{
    private readonly List<StructureNode> children = [];

    public StructureRole Role => role;

    public StructureElement? Parent => parent;

    public IReadOnlyList<StructureNode> Children => children;

    public ListNumbering Numbering { get; init; }

    /// <summary>Every header cell has one, and nothing else.</summary>
    public HeaderScope Scope { get; init; }

    /// <summary>Where a link leads; only links have one.</summary>
    public string? Target { get; init; }

    /// <summary>The words of a heading or a link.</summary>
    public string Words { get; init; } = "";

    public bool IsHeading => role is StructureRole.H1 or StructureRole.H2 or StructureRole.H3;

    public StructureElement Add(StructureElement child)
    {
        children.Add(child);
        return child;
    }

    public StructureElement Add(StructureRole childRole) => Add(new StructureElement(childRole, this));

    public ContentSlot AddContent()
    {
        var slot = new ContentSlot(this);
        children.Add(slot);
        return slot;
    }
}

/// <summary>A place in the tree for what is painted on the pages.</summary>
internal sealed class ContentSlot(StructureElement owner) : StructureNode
{
    public StructureElement Owner => owner;
}
