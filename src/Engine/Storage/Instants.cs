using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Tracker.Engine;

/// <summary>Instants as every database can keep them: UTC, to the microsecond.</summary>
public static class Instants
{
    private static readonly ValueConverter<DateTimeOffset, long> AsMicroseconds = new(
        instant => (instant.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond,
        stored => DateTimeOffset.UnixEpoch.AddTicks(stored * TimeSpan.TicksPerMicrosecond));

    /// <summary>Now, in UTC, cut to the microsecond, which is all that PostgreSQL keeps.</summary>
    public static DateTimeOffset Instant(this TimeProvider clock) => clock.GetUtcNow().ToMicroseconds();

    /// <summary>The same instant in UTC, cut to the microsecond.</summary>
    public static DateTimeOffset ToMicroseconds(this DateTimeOffset instant) =>
        new(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    /// <summary>Stores every <see cref="DateTimeOffset"/> of the model as microseconds since 1970 in an integer column: SQLite
    /// compares instants only so. Call it last in <c>OnModelCreating</c> of the context for SQLite.</summary>
    public static ModelBuilder StoreInstantsAsIntegers(this ModelBuilder model)
    {
        foreach (var property in model.Model.GetEntityTypes().SelectMany(PropertiesOf))
        {
            if (property.ClrType == typeof(DateTimeOffset) || property.ClrType == typeof(DateTimeOffset?))
            {
                property.SetValueConverter(AsMicroseconds);
            }
        }

        return model;
    }

    private static IEnumerable<IMutableProperty> PropertiesOf(IMutableTypeBase type) =>
        type.GetDeclaredProperties().Concat(type.GetDeclaredComplexProperties().SelectMany(property => PropertiesOf(property.ComplexType)));
}
