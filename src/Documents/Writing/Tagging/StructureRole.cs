namespace Tracker.Documents.Writing.Tagging;

/// <summary>What a part of a document is, in the standard structure types of PDF 1.7 (ISO 32000-1, 14.8.4).</summary>
internal enum StructureRole
{
    Document,
    H1,
    H2,
    H3,
    P,
    L,
    LI,
    Lbl,
    LBody,
    Caption,
    Link,
    Table,
    THead,
    TBody,
    TR,
    TH,
    TD,
}

/// <summary>What a header cell is the header of.</summary>
internal enum HeaderScope
{
    None,
    Column,
    Row,
}

/// <summary>How the items of a list are labelled; a list whose items have labels must say so.</summary>
internal enum ListNumbering
{
    None,
    Disc,
    Decimal,
    LowerAlpha,
}
