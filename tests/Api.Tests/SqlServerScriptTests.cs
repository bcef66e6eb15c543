using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Tracker.Engine;
using Tracker.Workflow.Persistence;
using Xunit;

namespace Tracker.Api.Tests;

/// <summary>What would run on SQL Server is at least its language, where no server is at hand to run it.</summary>
public sealed class SqlServerScriptTests
{
    [Fact]
    public async Task Migrations_AsIdempotentScript_AreTransactSql()
    {
        await using var db = Db();

        var script = db.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent);

        Assert.Contains("CREATE TABLE [Timer]", script, StringComparison.Ordinal);
        Assert.Empty(FaultsOf(script));
    }

    [Fact]
    public async Task Model_AsCreateScript_HasTheTablesOfTheMigrations()
    {
        await using var db = Db();

        var (made, migrated) = (TablesOf(db.Database.GenerateCreateScript()), TablesOf(db.GetService<IMigrator>().GenerateScript()));

        Assert.NotEmpty(made);
        Assert.Equal(made, migrated.Where(t => t != "__EFMigrationsHistory"));
    }

    [Fact]
    public void ClaimStatement_WithItsParameters_IsTransactSql()
    {
        var statement = ClaimStatement.For("Microsoft.EntityFrameworkCore.SqlServer").Replace("{", "@p", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal);

        Assert.Empty(FaultsOf(statement));
        Assert.IsType<UpdateStatement>(Assert.Single(Assert.Single(Parse(statement).Batches).Statements));
    }

    /// <summary>The parser would otherwise prove nothing.</summary>
    [Theory]
    [InlineData("""CREATE TABLE "Timer" ("Id" uuid NOT NULL DEFAULT gen_random_uuid()) WITHOUT ROWID""")]
    [InlineData("SELECT Id FROM Timer ORDER BY Id LIMIT 3 FOR UPDATE SKIP LOCKED")]
    public void Parser_OfAnotherDialect_FindsFaults(string sql) => Assert.NotEmpty(FaultsOf(sql));

    private static SqlServerTrackerDb Db() => new(new DbContextOptionsBuilder<SqlServerTrackerDb>().UseSqlServer("Server=none").Options);

    private static IEnumerable<string> FaultsOf(string sql)
    {
        _ = Parse(sql, out var errors);
        return errors.Select(e => $"line {e.Line}: {e.Message}");
    }

    private static TSqlScript Parse(string sql) => Parse(sql, out _);

    private static TSqlScript Parse(string sql, out IList<ParseError> errors)
    {
        using var reader = new StringReader(sql);
        return (TSqlScript)new TSql150Parser(initialQuotedIdentifiers: true).Parse(reader, out errors);
    }

    private static List<string> TablesOf(string sql)
    {
        var tables = new Tables();
        Parse(sql).Accept(tables);
        return [.. tables.Names.Order(StringComparer.Ordinal)];
    }

    private sealed class Tables : TSqlFragmentVisitor
    {
        public List<string> Names { get; } = [];

        public override void Visit(CreateTableStatement node) => Names.Add(node.SchemaObjectName.BaseIdentifier.Value);
    }
}
