using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tracker.Workflow.Persistence.Sqlite
{
    /// <inheritdoc />
    public partial class MailOutAndIn : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Lane",
                table: "Timer",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ReplyWaitsSince",
                table: "ResponseRequest",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "UnreachableSince",
                table: "ResponseRequest",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Lane",
                table: "OutboxMessage",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Dispatch",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    MessageId = table.Column<string>(type: "TEXT", maxLength: 260, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    CommissionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    LetterId = table.Column<Guid>(type: "TEXT", nullable: true),
                    OrganisationId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Subject = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    Sender = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    Recipients = table.Column<string>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    QueuedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Tries = table.Column<int>(type: "INTEGER", nullable: false),
                    NextTryAt = table.Column<long>(type: "INTEGER", nullable: true),
                    BegunAt = table.Column<long>(type: "INTEGER", nullable: true),
                    FailureRaisedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ReplacedById = table.Column<Guid>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Dispatch", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "IncomingMessage",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Source = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    SourceId = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    Sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Bytes = table.Column<int>(type: "INTEGER", nullable: false),
                    ReceivedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    CommissionId = table.Column<Guid>(type: "TEXT", nullable: true),
                    LetterId = table.Column<Guid>(type: "TEXT", nullable: true),
                    OrganisationId = table.Column<Guid>(type: "TEXT", nullable: true),
                    MatchReason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    MatchScore = table.Column<int>(type: "INTEGER", nullable: false),
                    FromName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    FromAddress = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    Subject = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    Beginning = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    Authentication = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    Note = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    AttachmentCount = table.Column<int>(type: "INTEGER", nullable: false),
                    TriagedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    TriagedBy = table.Column<string>(type: "TEXT", maxLength: 254, nullable: true),
                    TriageReason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    ResponseId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IncomingMessage", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RawMail",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Content = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RawMail", x => x.Id);
                    table.ForeignKey(
                        name: "FK_RawMail_IncomingMessage_Id",
                        column: x => x.Id,
                        principalTable: "IncomingMessage",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Timer_OutboxMessageId",
                table: "Timer",
                column: "OutboxMessageId",
                filter: "\"OutboxMessageId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Dispatch_CommissionId_State_QueuedAt_Id",
                table: "Dispatch",
                columns: new[] { "CommissionId", "State", "QueuedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Dispatch_LetterId_Id",
                table: "Dispatch",
                columns: new[] { "LetterId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Dispatch_MessageId",
                table: "Dispatch",
                column: "MessageId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Dispatch_State_QueuedAt_Id",
                table: "Dispatch",
                columns: new[] { "State", "QueuedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_IncomingMessage_CommissionId_State_ReceivedAt_Id",
                table: "IncomingMessage",
                columns: new[] { "CommissionId", "State", "ReceivedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_IncomingMessage_LetterId_OrganisationId_State",
                table: "IncomingMessage",
                columns: new[] { "LetterId", "OrganisationId", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_IncomingMessage_Sha256",
                table: "IncomingMessage",
                column: "Sha256",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_IncomingMessage_Source_SourceId",
                table: "IncomingMessage",
                columns: new[] { "Source", "SourceId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_IncomingMessage_State_ReceivedAt_Id",
                table: "IncomingMessage",
                columns: new[] { "State", "ReceivedAt", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Dispatch");

            migrationBuilder.DropTable(
                name: "RawMail");

            migrationBuilder.DropTable(
                name: "IncomingMessage");

            migrationBuilder.DropIndex(
                name: "IX_Timer_OutboxMessageId",
                table: "Timer");

            migrationBuilder.DropColumn(
                name: "Lane",
                table: "Timer");

            migrationBuilder.DropColumn(
                name: "ReplyWaitsSince",
                table: "ResponseRequest");

            migrationBuilder.DropColumn(
                name: "UnreachableSince",
                table: "ResponseRequest");

            migrationBuilder.DropColumn(
                name: "Lane",
                table: "OutboxMessage");
        }
    }
}
