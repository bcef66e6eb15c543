using System.Globalization;
using System.Linq.Expressions;
using FluentValidation;

namespace Tracker.Workflow;

/// <summary>Where a page of a list ordered by day and id ended. Its text is opaque to callers.</summary>
/// <param name="Day">The day of the last row.</param>
/// <param name="Id">Its id.</param>
/// <remarks>Ask as with <see cref="InstantCursor"/>.</remarks>
internal sealed record DayCursor(DateOnly Day, Guid Id)
{
    public static DayCursor? Parse(string? text) =>
        text?.Split('.') is [var day, var id] && DateOnly.TryParseExact(day, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on) && Guid.TryParse(id, out var row)
            ? new(on, row) : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Day:yyyyMMdd}.{Id:N}");
}

/// <summary>Where a page of a list ordered by instant and id ended. Its text is opaque to callers.</summary>
/// <param name="At">The instant of the last row.</param>
/// <param name="Id">Its id.</param>
/// <remarks>Ask for <c>at or later, and (later, or a greater id)</c>: an index range begins there, and not with <c>later, or (at, and a greater id)</c>.</remarks>
internal sealed record InstantCursor(DateTimeOffset At, Guid Id)
{
    public static InstantCursor? Parse(string? text) =>
        text?.Split('.') is [var at, var id] && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTimeOffset.MaxValue.UtcTicks && Guid.TryParse(id, out var row)
            ? new(new(ticks, TimeSpan.Zero), row) : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.UtcTicks}.{Id:N}");
}

/// <summary>What all lists share: their page's size, its end, and the check of both.</summary>
internal static class Paging
{
    public const int MaxSize = 200;

    public static int SizeOf(int? asked) => asked ?? 50;

    /// <param name="rows">One more than a page, if there are more.</param>
    /// <param name="size">What the caller asked for.</param>
    /// <param name="cursorOf">Where a row stands in the order.</param>
    public static Page<TRow> PageOf<TRow>(IReadOnlyList<TRow> rows, int? size, Func<TRow, object> cursorOf)
    {
        var count = SizeOf(size);
        return new([.. rows.Take(count)], rows.Count > count ? cursorOf(rows[count - 1]).ToString() : null);
    }

    public static void IsPaged<TQuery>(this AbstractValidator<TQuery> validator, Expression<Func<TQuery, int?>> size, Expression<Func<TQuery, string?>> after)
    {
        validator.RuleFor(size).InclusiveBetween(1, MaxSize);
        validator.RuleFor(after).Must(a => a is null || DayCursor.Parse(a) is not null).WithMessage("Give back next as it came.");
    }

    public static void IsPagedByInstant<TQuery>(this AbstractValidator<TQuery> validator, Expression<Func<TQuery, int?>> size, Expression<Func<TQuery, string?>> after)
    {
        validator.RuleFor(size).InclusiveBetween(1, MaxSize);
        validator.RuleFor(after).Must(a => a is null || InstantCursor.Parse(a) is not null).WithMessage("Give back next as it came.");
    }
}
