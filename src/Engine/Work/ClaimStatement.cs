namespace Tracker.Engine;

/// <summary>The one statement that differs by database: lease what is due, skipping what another node is at.</summary>
/// <remarks>Parameters: 0 the end of the lease, 1 the new token, 2 now, 3 how many.</remarks>
internal static class ClaimStatement
{
    public static string For(string? provider) => provider switch
    {
        "Npgsql.EntityFrameworkCore.PostgreSQL" => PostgreSql,
        "Microsoft.EntityFrameworkCore.SqlServer" => SqlServer,
        "Microsoft.EntityFrameworkCore.Sqlite" => Sqlite,
        _ => throw new NotSupportedException($"The engine cannot claim work on {provider}."),
    };

    private const string PostgreSql = """
        WITH due AS MATERIALIZED (
            SELECT "Id" FROM "Timer" WHERE "AvailableAt" <= {2} ORDER BY "AvailableAt", "Id" LIMIT {3} FOR UPDATE SKIP LOCKED)
        UPDATE "Timer" AS t SET "AvailableAt" = {0}, "LeaseToken" = {1}, "Attempts" = t."Attempts" + 1
        FROM due WHERE t."Id" = due."Id" RETURNING t.*
        """;

    // Not an updatable CTE, which some servers that speak TDS do not have.
    private const string SqlServer = """
        UPDATE t SET AvailableAt = {0}, LeaseToken = {1}, Attempts = t.Attempts + 1 OUTPUT inserted.*
        FROM Timer AS t WHERE t.Id IN (
            SELECT TOP ({3}) Id FROM Timer WITH (ROWLOCK, UPDLOCK, READPAST, READCOMMITTEDLOCK)
            WHERE AvailableAt <= {2} ORDER BY AvailableAt, Id)
        """;

    private const string Sqlite = """
        UPDATE "Timer" SET "AvailableAt" = {0}, "LeaseToken" = {1}, "Attempts" = "Attempts" + 1
        WHERE "Id" IN (SELECT "Id" FROM "Timer" WHERE "AvailableAt" <= {2} ORDER BY "AvailableAt", "Id" LIMIT {3}) RETURNING *
        """;
}
