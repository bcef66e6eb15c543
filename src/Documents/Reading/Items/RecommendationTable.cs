using System.Text.RegularExpressions;
using Tracker.Documents.Reading.Lines;

namespace Tracker.Documents.Reading.Items;

/// <summary>Reads a Markdown table that has a column for recommendations.</summary>
internal static class RecommendationTable
{
    private static readonly Regex Column = Pattern.AnyCase(@"^(?:recommendations?|requests?|argymhelliad)(?:\s.{0,30})?$");
    private static readonly Regex NumberColumn = Pattern.AnyCase(@"^(?:no\.?|nos?|number|ref\.?|#|rec(?:ommendation)?\.? (?:no\.?|number))$");

    public static List<AskedItem> Of(Passage table)
    {
        var head = Cells(table.Lines[0]);
        var number = head.FindIndex(cell => NumberColumn.IsMatch(cell));
        var text = head.FindIndex(cell => Column.IsMatch(cell) && !NumberColumn.IsMatch(cell));
        return text < 0 ? [] : [.. table.Lines.Skip(1).Select(row => Item(row, number, text)).OfType<AskedItem>()];
    }

    private static AskedItem? Item(Line row, int number, int text)
    {
        var cells = Cells(row);
        if (cells.Count <= text || !cells[text].Any(char.IsLetter))
        {
            return null;
        }

        var marker = Marker.Of(cells[text]);
        var own = number >= 0 && cells[number].Length > 0 ? cells[number].TrimEnd('.', ')') : marker?.Number;
        return new(own, cells[text][(marker?.Length ?? 0)..], []) { Where = row.Where, Confidence = 0.9 };
    }

    private static List<string> Cells(Line row) => [.. row.Text.Trim('|').Split('|').Select(cell => Markdown.Plain(cell))];
}
