using System.Globalization;

namespace Tracker.Workflow.Mail;

/// <summary>Reads the dates of mail: RFC 5322 with its obsolete forms, and the forms that programs make up.</summary>
internal static class MailDate
{
    private const int LongestText = 200;
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    private static readonly Dictionary<string, int> Zones = new(StringComparer.OrdinalIgnoreCase)
    {
        ["BST"] = 1,
        ["IST"] = 1,
        ["WEST"] = 1,
        ["CET"] = 1,
        ["CEST"] = 2,
        ["EET"] = 2,
        ["EEST"] = 3,
        ["EDT"] = -4,
        ["EST"] = -5,
        ["CDT"] = -5,
        ["CST"] = -6,
        ["MDT"] = -6,
        ["MST"] = -7,
        ["PDT"] = -7,
        ["PST"] = -8,
    };

    /// <summary>Without a zone, or with one that is not known, the time is taken as UTC.</summary>
    /// <returns><see langword="null"/> when day, month, year or time is missing or impossible.</returns>
    public static DateTimeOffset? Read(string value)
    {
        var text = WithoutComments(value.Length > LongestText ? value[..LongestText] : value);
        if (text.Length > 5 && text[4] == '-' && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var iso))
        {
            return IsPlausible(iso.Year) ? iso : null;
        }

        var found = new Found();
        foreach (var token in text.Split([' ', '\t', ',', ';'], StringSplitOptions.RemoveEmptyEntries))
        {
            foreach (var piece in IsDateWithHyphens(token) ? token.Split('-') : [token])
            {
                found.Take(piece);
            }
        }

        return found.Instant;
    }

    private static bool IsDateWithHyphens(string token) => token.Count(c => c == '-') == 2 && token.Any(char.IsAsciiLetter);

    private static string WithoutComments(string text)
    {
        var depth = 0;
        return string.Concat(text.Select(c =>
        {
            depth += c == '(' ? 1 : 0;
            var shown = depth > 0 ? ' ' : c;
            depth -= c == ')' && depth > 0 ? 1 : 0;
            return shown;
        })).Trim();
    }

    private static bool IsPlausible(int year) => year is >= 1970 and <= 2200;

    private sealed class Found
    {
        private int? day;
        private int? month;
        private int? year;
        private TimeSpan? time;
        private TimeSpan zone;

        public DateTimeOffset? Instant =>
            day is { } d && month is { } m && year is { } y && time is { } t && IsPlausible(y) && d >= 1 && d <= DateTime.DaysInMonth(y, m)
                ? new DateTimeOffset(y, m, d, 0, 0, 0, zone) + t
                : null;

        public void Take(string token)
        {
            if (token[0..Math.Min(1, token.Length)] is "+" or "-")
            {
                zone = OffsetOf(token);
            }
            else if (time is null && TimeOf(token) is { } read)
            {
                time = read;
            }
            else if (int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                TakeNumber(number, token.Length);
            }
            else
            {
                TakeWord(token);
            }
        }

        /// <summary>Two digits are of 1950 to 2049, three count from 1900.</summary>
        private void TakeNumber(int number, int digits)
        {
            if (day is null && digits <= 2)
            {
                day = number;
            }
            else if (year is null && digits is >= 2 and <= 4)
            {
                year = digits switch { 4 => number, 3 => 1900 + number, _ => number + (number < 50 ? 2000 : 1900) };
            }
        }

        private void TakeWord(string word)
        {
            var name = word.Length >= 3 ? Array.IndexOf(Months, word[..3].ToLowerInvariant()) : -1;
            if (name >= 0 && month is null)
            {
                month = name + 1;
            }
            else if (word.Equals("PM", StringComparison.OrdinalIgnoreCase) && time is { Hours: < 12 })
            {
                time += TimeSpan.FromHours(12);
            }
            else if (word.Equals("AM", StringComparison.OrdinalIgnoreCase) && time is { Hours: 12 })
            {
                time -= TimeSpan.FromHours(12);
            }
            else if (Zones.TryGetValue(word, out var hours))
            {
                zone = TimeSpan.FromHours(hours);
            }
            else if (word.StartsWith("GMT", StringComparison.OrdinalIgnoreCase) || word.StartsWith("UTC", StringComparison.OrdinalIgnoreCase))
            {
                zone = OffsetOf(word[3..]);
            }
        }

        /// <summary><c>10:00</c>, <c>10:00:59</c>, with dots or fractions; a leap second is the second before it.</summary>
        private static TimeSpan? TimeOf(string token)
        {
            var parts = token.Split(token.Contains(':', StringComparison.Ordinal) ? ':' : '.');
            var numbers = parts.Take(3).Select(p => int.TryParse(p.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : -1).ToArray();
            return numbers is [>= 0 and < 24, >= 0 and < 60] or [>= 0 and < 24, >= 0 and < 60, >= 0 and <= 60]
                ? new TimeSpan(numbers[0], numbers[1], Math.Min(59, numbers.ElementAtOrDefault(2)))
                : null;
        }

        /// <summary><c>+0100</c> or <c>+01:00</c>; zero when it is impossible.</summary>
        private static TimeSpan OffsetOf(string token)
        {
            var digits = token.TrimStart('+', '-').Replace(":", "", StringComparison.Ordinal);
            return digits.Length is 4 && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number % 100 < 60 && number <= 1400
                ? new TimeSpan(number / 100, number % 100, 0) * (token[0] == '-' ? -1 : 1)
                : TimeSpan.Zero;
        }
    }
}
