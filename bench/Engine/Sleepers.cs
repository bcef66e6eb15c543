using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Tracker.Engine;
using Tracker.Support;
using Timer = Tracker.Engine.Timer;

namespace Tracker.Bench.Engine;

#pragma warning disable EF1002 // nothing that comes from outside stands in these statements
/// <summary>Copies of one sleeping instance and its timer, made by the database itself.</summary>
internal sealed class Sleepers(BenchDb db, Database kind)
{
    /// <summary>Copies the youngest sleeping instance until there are so many, each with an id of its own, due one a second from 28 days on.</summary>
    public async Task FillAsync(int from, int until)
    {
        await Console.Error.WriteLineAsync($"Bulk insert of {until - from + 1:N0} sleeping instances and their timers.");
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(30));
        var template = await db.Set<WorkflowInstance>().Where(i => i.Status == WorkflowStatus.Running).OrderByDescending(i => i.StartedAt).FirstAsync();
        await db.InTransactionAsync(
            async _ =>
            {
                await CopyAsync(typeof(WorkflowInstance), $"o.\"Id\" = {Literal(template.Id)}", from, until, new() { ["Id"] = Id, ["CorrelationId"] = IdAsText });
                return await CopyAsync(typeof(Timer), $"o.\"InstanceId\" = {Literal(template.Id)}", from, until, new() { ["InstanceId"] = Id, ["AvailableAt"] = Later, ["DueAt"] = Later });
            },
            _ => Task.FromResult(false),
            CancellationToken.None);
        await db.Database.ExecuteSqlRawAsync(kind == Database.SqlServer ? "EXEC sp_updatestats" : "ANALYZE");
    }

    private Task<int> CopyAsync(Type entity, string template, int from, int until, Dictionary<string, string> changed)
    {
        var type = db.Model.FindEntityType(entity)!;
        string[] columns = [.. type.GetProperties().Where(p => p.ValueGenerated == ValueGenerated.Never).Select(p => p.GetColumnName())];
        var names = string.Join(", ", columns.Select(column => $"\"{column}\""));
        var values = string.Join(", ", columns.Select(column => changed.GetValueOrDefault(column, $"o.\"{column}\"")));
        return db.Database.ExecuteSqlRawAsync($"INSERT INTO \"{type.GetTableName()}\" ({names}) SELECT {values} FROM ({Numbers(from, until)}) AS n CROSS JOIN \"{type.GetTableName()}\" AS o WHERE {template}");
    }

    private string Numbers(int from, int until) => kind switch
    {
        Database.Sqlite => $"WITH RECURSIVE c(i) AS (SELECT {from} UNION ALL SELECT i + 1 FROM c WHERE i < {until}) SELECT i FROM c",
        Database.PostgreSql => $"SELECT i FROM generate_series({from}, {until}) AS i",
        _ => $"SELECT TOP ({until - from + 1}) {from - 1} + ROW_NUMBER() OVER (ORDER BY (SELECT NULL)) AS i FROM sys.all_objects AS a CROSS JOIN sys.all_objects AS b CROSS JOIN sys.all_objects AS c",
    };

    private string Id => kind switch
    {
        Database.Sqlite => "printf('00000000-0000-7000-8000-%012X', n.i)",
        Database.PostgreSql => "('00000000-0000-7000-8000-' || lpad(to_hex(n.i), 12, '0'))::uuid",
        _ => "CONVERT(uniqueidentifier, '00000000-0000-7000-8000-' + RIGHT(CONVERT(varchar(20), CONVERT(varbinary(8), n.i), 2), 12))",
    };

    private string IdAsText => kind switch
    {
        Database.Sqlite => "lower(printf('00000000-0000-7000-8000-%012X', n.i))",
        Database.PostgreSql => "'00000000-0000-7000-8000-' || lpad(to_hex(n.i), 12, '0')",
        _ => "LOWER('00000000-0000-7000-8000-' + RIGHT(CONVERT(varchar(20), CONVERT(varbinary(8), n.i), 2), 12))",
    };

    private string Later => kind switch
    {
        Database.Sqlite => "o.\"DueAt\" + n.i * 1000000",
        Database.PostgreSql => "o.\"DueAt\" + n.i * interval '1 second'",
        _ => "DATEADD(second, n.i, o.\"DueAt\")",
    };

    private string Literal(Guid id) => kind == Database.Sqlite ? $"'{id.ToString().ToUpperInvariant()}'" : string.Create(CultureInfo.InvariantCulture, $"'{id}'");
}
