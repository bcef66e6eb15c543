using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tracker.Workflow.Persistence.SqlServer
{
    /// <inheritdoc />
    public partial class MailOutAndIn : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "TakesDigest",
                table: "User",
                type: "bit",
                nullable: false,
                defaultValue: true);

            migrationBuilder.AddColumn<string>(
                name: "Lane",
                table: "Timer",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "LastMessageId",
                table: "ResponseRequest",
                type: "nvarchar(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "ReplyWaitsSince",
                table: "ResponseRequest",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "UnreachableSince",
                table: "ResponseRequest",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "IncomingMessageId",
                table: "Response",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Lane",
                table: "OutboxMessage",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "MailDomains",
                table: "Organisation",
                type: "nvarchar(max)",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<string>(
                name: "LastMessageId",
                table: "Commitment",
                type: "nvarchar(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Mail",
                table: "Commission",
                type: "nvarchar(max)",
                nullable: false,
                defaultValue: "{\"displayName\":null,\"replyTo\":null,\"colour\":null,\"footerLines\":[]}");

            migrationBuilder.AddColumn<string>(
                name: "MailTemplates",
                table: "Commission",
                type: "nvarchar(max)",
                nullable: false,
                defaultValue: "{}");

            migrationBuilder.CreateTable(
                name: "BlockedSender",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    CommissionId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Address = table.Column<string>(type: "nvarchar(254)", maxLength: 254, nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false),
                    BlockedBy = table.Column<string>(type: "nvarchar(254)", maxLength: 254, nullable: false),
                    BlockedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    UnblockedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BlockedSender", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Digest",
                columns: table => new
                {
                    UserId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    On = table.Column<DateOnly>(type: "date", nullable: false),
                    SentAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    SecretHash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Digest", x => new { x.UserId, x.On });
                    table.ForeignKey(
                        name: "FK_Digest_User_UserId",
                        column: x => x.UserId,
                        principalTable: "User",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Dispatch",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    MessageId = table.Column<string>(type: "nvarchar(260)", maxLength: 260, nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    CommissionId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    LetterId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    OrganisationId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Subject = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false),
                    Sender = table.Column<string>(type: "nvarchar(254)", maxLength: 254, nullable: false),
                    Recipients = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    State = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    QueuedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    Tries = table.Column<int>(type: "int", nullable: false),
                    NextTryAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    BegunAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    TriedSince = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    FailureRaisedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Dispatch", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "IncomingMessage",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Source = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    SourceId = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false),
                    Sha256 = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Bytes = table.Column<int>(type: "int", nullable: false),
                    ReceivedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    ArrivedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    State = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    CommissionId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    LetterId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    OrganisationId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    MatchReason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    MatchScore = table.Column<int>(type: "int", nullable: false),
                    FromName = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    FromAddress = table.Column<string>(type: "nvarchar(254)", maxLength: 254, nullable: false),
                    Subject = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false),
                    Beginning = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false),
                    Authentication = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false),
                    Note = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    AttachmentCount = table.Column<int>(type: "int", nullable: false),
                    TriagedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    TriagedBy = table.Column<string>(type: "nvarchar(254)", maxLength: 254, nullable: true),
                    TriageReason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    ResponseId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IncomingMessage", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ReplyTag",
                columns: table => new
                {
                    Tag = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    LetterId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OrganisationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    MadeAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    RetiredAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReplyTag", x => x.Tag);
                    table.ForeignKey(
                        name: "FK_ReplyTag_Organisation_OrganisationId",
                        column: x => x.OrganisationId,
                        principalTable: "Organisation",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ReplyTag_ScrutinyLetter_LetterId",
                        column: x => x.LetterId,
                        principalTable: "ScrutinyLetter",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "RawMail",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Content = table.Column<byte[]>(type: "varbinary(max)", nullable: false)
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
                name: "IX_BlockedSender_Address_UnblockedAt",
                table: "BlockedSender",
                columns: new[] { "Address", "UnblockedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Digest_SecretHash",
                table: "Digest",
                column: "SecretHash",
                unique: true);

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

            migrationBuilder.CreateIndex(
                name: "IX_ReplyTag_LetterId_OrganisationId_Number",
                table: "ReplyTag",
                columns: new[] { "LetterId", "OrganisationId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ReplyTag_OrganisationId",
                table: "ReplyTag",
                column: "OrganisationId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "BlockedSender");

            migrationBuilder.DropTable(
                name: "Digest");

            migrationBuilder.DropTable(
                name: "Dispatch");

            migrationBuilder.DropTable(
                name: "RawMail");

            migrationBuilder.DropTable(
                name: "ReplyTag");

            migrationBuilder.DropTable(
                name: "IncomingMessage");

            migrationBuilder.DropIndex(
                name: "IX_Timer_OutboxMessageId",
                table: "Timer");

            migrationBuilder.DropColumn(
                name: "TakesDigest",
                table: "User");

            migrationBuilder.DropColumn(
                name: "Lane",
                table: "Timer");

            migrationBuilder.DropColumn(
                name: "LastMessageId",
                table: "ResponseRequest");

            migrationBuilder.DropColumn(
                name: "ReplyWaitsSince",
                table: "ResponseRequest");

            migrationBuilder.DropColumn(
                name: "UnreachableSince",
                table: "ResponseRequest");

            migrationBuilder.DropColumn(
                name: "IncomingMessageId",
                table: "Response");

            migrationBuilder.DropColumn(
                name: "Lane",
                table: "OutboxMessage");

            migrationBuilder.DropColumn(
                name: "MailDomains",
                table: "Organisation");

            migrationBuilder.DropColumn(
                name: "LastMessageId",
                table: "Commitment");

            migrationBuilder.DropColumn(
                name: "Mail",
                table: "Commission");

            migrationBuilder.DropColumn(
                name: "MailTemplates",
                table: "Commission");
        }
    }
}
