using System.Text.RegularExpressions;

namespace Tracker.Documents.Reading.Lines;

/// <summary>Takes items apart that stand in one paragraph: "Recommendation 1: ... Recommendation 2: ...", "we ask that: 1) ... 2) ...".</summary>
internal static class RunTogether
{
    private static readonly Regex Label = Pattern.Exact(
        @"(?:^|[.;:!?)*]\s+)(?<marker>[*_]{0,3}(?:(?:Recommendation|Request)\s+[0-9]{1,3}\s?(?:[:.)–—-]|\s-)|R[0-9]{1,3}\s?[:–—-])[*_]{0,3}\s+)");

    private static readonly Regex Number = Pattern.Exact(@"(?:^|[.;:,!?]\s+|\s(?:and|or)\s+)(?<marker>\(?(?<number>[0-9]{1,2})\)\s+)");

    public static IEnumerable<Passage> Apart(Passage passage)
    {
        if (passage.Kind is not (PassageKind.Prose or PassageKind.Item))
        {
            return [passage];
        }

        var labels = Label.Matches(passage.Text).Select(match => match.Groups["marker"]).ToList();
        return labels.Count > 0 ? Split(passage, labels)
            : passage.Kind == PassageKind.Prose && Counted(passage.Text) is { Count: > 1 } numbers ? Split(passage, numbers)
            : [passage];
    }

    /// <summary>1), 2), 3) in their order; anything else in brackets is not a list.</summary>
    private static List<Group> Counted(string text)
    {
        var numbers = new List<Group>();
        foreach (Match match in Number.Matches(text))
        {
            if (match.Groups["number"].Value == $"{numbers.Count + 1}")
            {
                numbers.Add(match.Groups["marker"]);
            }
        }

        return numbers;
    }

    private static IEnumerable<Passage> Split(Passage passage, List<Group> markers)
    {
        if (markers[0].Index > 0)
        {
            yield return passage.Slice(0, markers[0].Index, passage.Marker);
        }

        for (var i = 0; i < markers.Count; i++)
        {
            var end = i + 1 < markers.Count ? markers[i + 1].Index : passage.Text.Length;
            var own = Marker.Of(markers[i].Value + "X") ?? new(MarkerStyle.Bullet, null, markers[i].Length);
            yield return passage.Slice(markers[i].Index + markers[i].Length, end, own);
        }
    }
}
