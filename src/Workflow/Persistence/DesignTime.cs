using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Tracker.Workflow.Persistence;

// dotnet ef makes migrations with these; nothing is connected to.
internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteTrackerDb>
{
    public SqliteTrackerDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<SqliteTrackerDb>().UseSqlite("Data Source=design.db").Options);
}

internal sealed class PostgreSqlDesign : IDesignTimeDbContextFactory<PostgreSqlTrackerDb>
{
    public PostgreSqlTrackerDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<PostgreSqlTrackerDb>().UseNpgsql("Host=design").Options);
}

internal sealed class SqlServerDesign : IDesignTimeDbContextFactory<SqlServerTrackerDb>
{
    public SqlServerTrackerDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<SqlServerTrackerDb>().UseSqlServer("Server=design").Options);
}
