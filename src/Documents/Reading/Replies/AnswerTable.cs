using System.Text.RegularExpressions;
using Tracker.Documents.Reading.Lines;

namespace Tracker.Documents.Reading.Replies;

/// <summary>Reads a Markdown table with a row per recommendation and a column for the response.</summary>
internal static class AnswerTable
{
    private const int MostColumns = 20;

    private static readonly Regex Response = Pattern.AnyCase(@"^(?:.{0,40}\s)?(?:response|reply|answer|comments?|action taken)(?:\s.{0,30})?$");
    private static readonly Regex Position = Pattern.AnyCase(@"^(?:position|decision|outcome|(?<yesno>accept(?:ed)?\??|agreed?\??|accept(?:ed)?\s?(?:/|or)\s?reject(?:ed)?\??|agreed?\s?\(?y/n\)?))$");
    private static readonly Regex Number = Pattern.AnyCase(@"^(?:no\.?|nos?|number|ref\.?|#|rec(?:ommendation)?s?\.?(?: (?:no\.?|number))?|requests?(?: no\.?)?|recommendation.*|request.*|question.*|argymhelliad)$");

    public static List<AnswerDraft> Of(Passage table, Asked asked)
    {
        var head = Cells(table.Lines[0]);
        var (response, position) = (head.FindIndex(cell => Response.IsMatch(cell.Plain)), head.FindIndex(cell => Position.IsMatch(cell.Plain)));
        var (numbers, answer) = (Columns(head, Number), response >= 0 ? response : position);
        if (answer < 0 || numbers.Count == 0 || numbers.Contains(answer))
        {
            return [];
        }

        var yesOrNo = position >= 0 && Position.Match(head[position].Plain).Groups["yesno"].Success;
        return [.. table.Lines.Skip(1).Select(Cells).Where(cells => cells.Count == head.Count).Select(cells => Row(cells, Find(cells, numbers, asked), answer) is not { } draft ? null
            : draft with { StatedPosition = position >= 0 && cells[position].Plain.Length > 0 ? cells[position].Plain : null, AsksYesOrNo = yesOrNo }).OfType<AnswerDraft>()];
    }

    private static AnswerDraft? Row(List<Line> cells, Target? target, int answer)
    {
        if (target is null || !cells[answer].Plain.Any(char.IsLetter))
        {
            return null;
        }

        var draft = new AnswerDraft([target]) { Where = cells[answer].Where };
        draft.Content.Add(new(PassageKind.Prose, [cells[answer]]));
        return draft;
    }

    /// <summary>By its number, in a cell of its own or before its words, else by its words.</summary>
    private static Target? Find(List<Line> cells, List<int> columns, Asked asked)
    {
        foreach (var cell in columns.Select(column => cells[column]).Where(cell => !cell.IsBlank))
        {
            var passage = new Passage(PassageKind.Prose, [cell]);
            var number = Marker.Of(cell.Text)?.Number ?? AnswerHeading.Of(passage)?.Numbers ?? (cell.Text.Length <= 12 ? cell.Plain.TrimEnd('.', ')').TrimStart('R', 'r', '#') : null);
            if ((number is null ? null : asked.Find(number, theme: null) is [var only] ? only : asked.Single(number, theme: null)) is { } found)
            {
                return found;
            }

            if (asked.Repeated(passage) is { } repeated)
            {
                return repeated;
            }
        }

        return null;
    }

    private static List<int> Columns(List<Line> head, Regex wanted) => [.. Enumerable.Range(0, head.Count).Where(i => wanted.IsMatch(head[i].Plain))];

    private static List<Line> Cells(Line row)
    {
        var cells = new List<Line>();
        var start = row.Text.StartsWith('|') ? 1 : 0;
        var until = row.Text.EndsWith('|') ? row.Text.Length - 1 : row.Text.Length;
        while (start <= until && cells.Count < MostColumns)
        {
            var at = row.Text.IndexOf('|', start, until - start);
            var end = at < 0 ? until : at;
            cells.Add(Trimmed(row, start, end));
            start = end + 1;
        }

        return cells;
    }

    private static Line Trimmed(Line row, int start, int end)
    {
        while (start < end && row.Text[start] == ' ')
        {
            start++;
        }

        while (end > start && row.Text[end - 1] == ' ')
        {
            end--;
        }

        return row.Cut(start, end);
    }
}
