using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tracker.Workflow.Persistence.Sqlite
{
    /// <inheritdoc />
    public partial class EngineWhole : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_JournalEntry_BurstId",
                table: "JournalEntry");

            migrationBuilder.AddColumn<string>(
                name: "State",
                table: "WorkflowDefinitionVersion",
                type: "TEXT",
                maxLength: 20,
                nullable: false,
                defaultValue: "Published");

            migrationBuilder.AddColumn<Guid>(
                name: "DefinitionVersionId",
                table: "Incident",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "ExecutionId",
                table: "Incident",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "NodeId",
                table: "Incident",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Resolution",
                table: "Incident",
                type: "TEXT",
                maxLength: 20,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ResolutionReason",
                table: "Incident",
                type: "TEXT",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ResolvedAt",
                table: "Incident",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ResolvedBy",
                table: "Incident",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "ArchivedInstance",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    DefinitionId = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    DefinitionVersionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    CorrelationId = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Status = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    StartedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    FinishedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ArchivedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    StateJson = table.Column<string>(type: "TEXT", nullable: false),
                    JournalJson = table.Column<string>(type: "TEXT", nullable: false),
                    TasksJson = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ArchivedInstance", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "WorkflowTask",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    InstanceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ExecutionId = table.Column<int>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Role = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: true),
                    FormJson = table.Column<string>(type: "TEXT", nullable: true),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Status = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    ClosedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    CompletedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    ResultJson = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WorkflowTask", x => x.Id);
                    table.ForeignKey(
                        name: "FK_WorkflowTask_WorkflowInstance_InstanceId",
                        column: x => x.InstanceId,
                        principalTable: "WorkflowInstance",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_WorkflowInstance_DefinitionId_Status_StartedAt_Id",
                table: "WorkflowInstance",
                columns: new[] { "DefinitionId", "Status", "StartedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_WorkflowInstance_FinishedAt_Id",
                table: "WorkflowInstance",
                columns: new[] { "FinishedAt", "Id" },
                filter: "\"FinishedAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_WorkflowInstance_Status_StartedAt_Id",
                table: "WorkflowInstance",
                columns: new[] { "Status", "StartedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Stimulus_ExpiresAt",
                table: "Stimulus",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_Incident_ResolvedAt_OccurredAt_Id",
                table: "Incident",
                columns: new[] { "ResolvedAt", "OccurredAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Incident_TimerId",
                table: "Incident",
                column: "TimerId",
                unique: true,
                filter: "\"ResolvedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_IdempotencyKey_CreatedAt",
                table: "IdempotencyKey",
                column: "CreatedAt");

            migrationBuilder.CreateIndex(
                name: "IX_ArchivedInstance_CorrelationId",
                table: "ArchivedInstance",
                column: "CorrelationId");

            migrationBuilder.CreateIndex(
                name: "IX_WorkflowTask_InstanceId",
                table: "WorkflowTask",
                column: "InstanceId");

            migrationBuilder.CreateIndex(
                name: "IX_WorkflowTask_Status_CreatedAt_Id",
                table: "WorkflowTask",
                columns: new[] { "Status", "CreatedAt", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ArchivedInstance");

            migrationBuilder.DropTable(
                name: "WorkflowTask");

            migrationBuilder.DropIndex(
                name: "IX_WorkflowInstance_DefinitionId_Status_StartedAt_Id",
                table: "WorkflowInstance");

            migrationBuilder.DropIndex(
                name: "IX_WorkflowInstance_FinishedAt_Id",
                table: "WorkflowInstance");

            migrationBuilder.DropIndex(
                name: "IX_WorkflowInstance_Status_StartedAt_Id",
                table: "WorkflowInstance");

            migrationBuilder.DropIndex(
                name: "IX_Stimulus_ExpiresAt",
                table: "Stimulus");

            migrationBuilder.DropIndex(
                name: "IX_Incident_ResolvedAt_OccurredAt_Id",
                table: "Incident");

            migrationBuilder.DropIndex(
                name: "IX_Incident_TimerId",
                table: "Incident");

            migrationBuilder.DropIndex(
                name: "IX_IdempotencyKey_CreatedAt",
                table: "IdempotencyKey");

            migrationBuilder.DropColumn(
                name: "State",
                table: "WorkflowDefinitionVersion");

            migrationBuilder.DropColumn(
                name: "DefinitionVersionId",
                table: "Incident");

            migrationBuilder.DropColumn(
                name: "ExecutionId",
                table: "Incident");

            migrationBuilder.DropColumn(
                name: "NodeId",
                table: "Incident");

            migrationBuilder.DropColumn(
                name: "Resolution",
                table: "Incident");

            migrationBuilder.DropColumn(
                name: "ResolutionReason",
                table: "Incident");

            migrationBuilder.DropColumn(
                name: "ResolvedAt",
                table: "Incident");

            migrationBuilder.DropColumn(
                name: "ResolvedBy",
                table: "Incident");

            migrationBuilder.CreateIndex(
                name: "IX_JournalEntry_BurstId",
                table: "JournalEntry",
                column: "BurstId");
        }
    }
}
