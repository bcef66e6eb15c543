using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tracker.Workflow.Persistence.Sqlite
{
    /// <inheritdoc />
    public partial class LifeOfALetter : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_ResponseRequest_AnsweredOn_DueOn_Id",
                table: "ResponseRequest");

            migrationBuilder.DropIndex(
                name: "IX_ResponseRequest_LetterId_OrganisationId",
                table: "ResponseRequest");

            migrationBuilder.DropIndex(
                name: "IX_ResponseRequest_OrganisationId",
                table: "ResponseRequest");

            migrationBuilder.DropIndex(
                name: "IX_Response_LetterId_OrganisationId",
                table: "Response");

            migrationBuilder.AddColumn<int>(
                name: "DecisionCount",
                table: "ScrutinyLetter",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateOnly>(
                name: "DiscussedOn",
                table: "ScrutinyLetter",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Edition",
                table: "ScrutinyLetter",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "InferredFrom",
                table: "ScrutinyLetter",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsTakenUpAgain",
                table: "ScrutinyLetter",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<Guid>(
                name: "MeetingId",
                table: "ScrutinyLetter",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Origin",
                table: "ScrutinyLetter",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "PublicationStatement",
                table: "ScrutinyLetter",
                type: "TEXT",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "RemindsNobody",
                table: "ScrutinyLetter",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "SummaryMadeAt",
                table: "ScrutinyLetter",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "AfterResponse",
                table: "ResponseRequest",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateOnly>(
                name: "AwaitedOn",
                table: "ResponseRequest",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "CommissionId",
                table: "ResponseRequest",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<DateOnly>(
                name: "FollowedFrom",
                table: "ResponseRequest",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Promises",
                table: "ResponseRequest",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<string>(
                name: "Questions",
                table: "ResponseRequest",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<bool>(
                name: "RemindsNobody",
                table: "ResponseRequest",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "Round",
                table: "ResponseRequest",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "To",
                table: "ResponseRequest",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "Number",
                table: "Response",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<Guid>(
                name: "CommissionId",
                table: "RecommendationAddressee",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<Guid>(
                name: "InsteadOfId",
                table: "RecommendationAddressee",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "View",
                table: "RecommendationAddressee",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<DateOnly>(
                name: "WaitingSince",
                table: "RecommendationAddressee",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "ClosedOn",
                table: "Recommendation",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ClosingReason",
                table: "Recommendation",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "CommissionId",
                table: "Recommendation",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<bool>(
                name: "IsInProse",
                table: "Recommendation",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "TakenUp",
                table: "Recommendation",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Version",
                table: "Recommendation",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<Guid>(
                name: "CaseId",
                table: "Event",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Reason",
                table: "Event",
                type: "TEXT",
                maxLength: 4000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "FollowUp",
                table: "Commission",
                type: "TEXT",
                nullable: false,
                defaultValue: "{\"askDaysBefore\":10,\"askEveryDays\":20,\"reviewAfterMonths\":[6,12]}");

            migrationBuilder.AddColumn<string>(
                name: "Labels",
                table: "Commission",
                type: "TEXT",
                nullable: false,
                defaultValue: "{\"positions\":{},\"implementation\":{},\"views\":{}}");

            migrationBuilder.AddColumn<int>(
                name: "MeetingCount",
                table: "Commission",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "IsPartial",
                table: "Answer",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "PositionWords",
                table: "Answer",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Reasons",
                table: "Answer",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ReferredTo",
                table: "Answer",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Version",
                table: "Answer",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            // What was there before is the first edition and round of a letter, in the order it came.
            migrationBuilder.Sql("""UPDATE "ScrutinyLetter" SET "Edition" = 1, "Origin" = 'Issued'""");
            migrationBuilder.Sql("""UPDATE "Recommendation" SET "Version" = 1, "CommissionId" = (SELECT l."CommissionId" FROM "ScrutinyLetter" l WHERE l."Id" = "Recommendation"."LetterId")""");
            migrationBuilder.Sql("""UPDATE "RecommendationAddressee" SET "View" = 'Open', "CommissionId" = (SELECT r."CommissionId" FROM "Recommendation" r WHERE r."Id" = "RecommendationAddressee"."RecommendationId")""");
            migrationBuilder.Sql("""
                UPDATE "ResponseRequest" SET "Round" = 1, "To" = '[]', "Questions" = '[]', "Promises" = '[]',
                    "CommissionId" = (SELECT l."CommissionId" FROM "ScrutinyLetter" l WHERE l."Id" = "ResponseRequest"."LetterId"),
                    "AwaitedOn" = CASE WHEN "AnsweredOn" IS NULL AND "WithdrawnAt" IS NULL AND "ClosedAt" IS NULL AND "PausedOn" IS NULL THEN "DueOn" END
                """);
            migrationBuilder.Sql("""
                UPDATE "Response" SET "Number" = (SELECT COUNT(*) FROM "Response" e WHERE e."LetterId" = "Response"."LetterId"
                    AND (e."RecordedAt" < "Response"."RecordedAt" OR (e."RecordedAt" = "Response"."RecordedAt" AND e."Id" <= "Response"."Id")))
                """);
            migrationBuilder.Sql("""UPDATE "Answer" SET "Version" = 1""");

            // A key cannot be changed in a transaction on SQLite, so the files move to a new table.
            migrationBuilder.RenameTable(name: "IssuedPdf", newName: "FormerIssuedPdf");
            migrationBuilder.CreateTable(
                name: "IssuedPdf",
                columns: table => new
                {
                    LetterId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Edition = table.Column<int>(type: "INTEGER", nullable: false),
                    FixedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    Content = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IssuedPdf", x => new { x.LetterId, x.Edition });
                    table.ForeignKey(
                        name: "FK_IssuedPdf_ScrutinyLetter_LetterId",
                        column: x => x.LetterId,
                        principalTable: "ScrutinyLetter",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });
            migrationBuilder.Sql("""
                INSERT INTO "IssuedPdf" ("LetterId", "Edition", "FixedAt", "Content")
                SELECT f."LetterId", 1, l."IssuedAt", f."Content" FROM "FormerIssuedPdf" f JOIN "ScrutinyLetter" l ON l."Id" = f."LetterId"
                """);
            migrationBuilder.DropTable(name: "FormerIssuedPdf");

            migrationBuilder.CreateTable(
                name: "Assessment",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    LetterId = table.Column<Guid>(type: "TEXT", nullable: false),
                    RecommendationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrganisationId = table.Column<Guid>(type: "TEXT", nullable: true),
                    View = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ClosingReason = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Words = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    MeetingId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Minute = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    DueOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    ProposedBy = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    ProposedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    DecidedBy = table.Column<string>(type: "TEXT", maxLength: 254, nullable: true),
                    DecidedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    DeclineReason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Assessment", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Assessment_Recommendation_RecommendationId",
                        column: x => x.RecommendationId,
                        principalTable: "Recommendation",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "CalendarEdition",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Version = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    BuildsOn = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Added = table.Column<string>(type: "TEXT", nullable: false),
                    Removed = table.Column<string>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    AppliedBy = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    AppliedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CalendarEdition", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Commitment",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    CommissionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    CaseId = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrganisationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    LetterId = table.Column<Guid>(type: "TEXT", nullable: true),
                    RecommendationId = table.Column<Guid>(type: "TEXT", nullable: true),
                    ResponseId = table.Column<Guid>(type: "TEXT", nullable: true),
                    AnswerOrder = table.Column<int>(type: "INTEGER", nullable: true),
                    Theme = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    Source = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    Text = table.Column<string>(type: "TEXT", nullable: false),
                    Owner = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    MadeOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    RecordedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    RecordedBy = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    Promised = table.Column<string>(type: "TEXT", nullable: false),
                    Revisions = table.Column<string>(type: "TEXT", nullable: false),
                    DueOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    IsOpen = table.Column<bool>(type: "INTEGER", nullable: false),
                    DateVersion = table.Column<int>(type: "INTEGER", nullable: false),
                    FollowedSince = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Implementation = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    ReportCount = table.Column<int>(type: "INTEGER", nullable: false),
                    View = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ColourOverrides = table.Column<string>(type: "TEXT", nullable: false),
                    ClosedOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    ClosedBy = table.Column<string>(type: "TEXT", maxLength: 254, nullable: true),
                    End = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    EndReason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    ClosedWithId = table.Column<Guid>(type: "TEXT", nullable: true),
                    AskedUntil = table.Column<long>(type: "INTEGER", nullable: false),
                    LastAskedOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Commitment", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Commitment_Case_CaseId",
                        column: x => x.CaseId,
                        principalTable: "Case",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Commitment_Commission_CommissionId",
                        column: x => x.CommissionId,
                        principalTable: "Commission",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Commitment_Organisation_OrganisationId",
                        column: x => x.OrganisationId,
                        principalTable: "Organisation",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Commitment_Recommendation_RecommendationId",
                        column: x => x.RecommendationId,
                        principalTable: "Recommendation",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Commitment_Response_ResponseId",
                        column: x => x.ResponseId,
                        principalTable: "Response",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Commitment_ScrutinyLetter_LetterId",
                        column: x => x.LetterId,
                        principalTable: "ScrutinyLetter",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Meeting",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    CommissionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Place = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    HeldOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    PapersOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    CancelledAt = table.Column<long>(type: "INTEGER", nullable: true),
                    CancelReason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    TakenUp = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Meeting", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Meeting_Commission_CommissionId",
                        column: x => x.CommissionId,
                        principalTable: "Commission",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ResponseSummary",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    LetterId = table.Column<Guid>(type: "TEXT", nullable: false),
                    MadeAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Content = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ResponseSummary", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ResponseSummary_ScrutinyLetter_LetterId",
                        column: x => x.LetterId,
                        principalTable: "ScrutinyLetter",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ProgressReport",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    CommitmentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Order = table.Column<int>(type: "INTEGER", nullable: false),
                    ReportedOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ReportedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    RecordedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    RecordedBy = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    Implementation = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    OwnWords = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    Text = table.Column<string>(type: "TEXT", nullable: true),
                    Evidence = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProgressReport", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ProgressReport_Commitment_CommitmentId",
                        column: x => x.CommitmentId,
                        principalTable: "Commitment",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ProgressRequest",
                columns: table => new
                {
                    CommitmentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Rule = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Occurrence = table.Column<int>(type: "INTEGER", nullable: false),
                    DateVersion = table.Column<int>(type: "INTEGER", nullable: false),
                    PlannedOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Outcome = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    RecordedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProgressRequest", x => new { x.CommitmentId, x.Rule, x.Occurrence, x.DateVersion });
                    table.ForeignKey(
                        name: "FK_ProgressRequest_Commitment_CommitmentId",
                        column: x => x.CommitmentId,
                        principalTable: "Commitment",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "MeetingItem",
                columns: table => new
                {
                    MeetingId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Order = table.Column<int>(type: "INTEGER", nullable: false),
                    LetterId = table.Column<Guid>(type: "TEXT", nullable: false),
                    RecommendationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Why = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MeetingItem", x => new { x.MeetingId, x.Order });
                    table.ForeignKey(
                        name: "FK_MeetingItem_Meeting_MeetingId",
                        column: x => x.MeetingId,
                        principalTable: "Meeting",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ScrutinyLetter_MeetingId",
                table: "ScrutinyLetter",
                column: "MeetingId");

            migrationBuilder.CreateIndex(
                name: "IX_ResponseRequest_AwaitedOn_Id",
                table: "ResponseRequest",
                columns: new[] { "AwaitedOn", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ResponseRequest_CommissionId_AwaitedOn_Id",
                table: "ResponseRequest",
                columns: new[] { "CommissionId", "AwaitedOn", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ResponseRequest_LetterId_OrganisationId_Round",
                table: "ResponseRequest",
                columns: new[] { "LetterId", "OrganisationId", "Round" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ResponseRequest_OrganisationId_AwaitedOn_Id",
                table: "ResponseRequest",
                columns: new[] { "OrganisationId", "AwaitedOn", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Response_LetterId_Number",
                table: "Response",
                columns: new[] { "LetterId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RecommendationAddressee_CommissionId_WaitingSince_RecommendationId",
                table: "RecommendationAddressee",
                columns: new[] { "CommissionId", "WaitingSince", "RecommendationId" });

            migrationBuilder.CreateIndex(
                name: "IX_RecommendationAddressee_WaitingSince_RecommendationId",
                table: "RecommendationAddressee",
                columns: new[] { "WaitingSince", "RecommendationId" });

            migrationBuilder.CreateIndex(
                name: "IX_Event_CaseId_Sequence",
                table: "Event",
                columns: new[] { "CaseId", "Sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_Assessment_LetterId_RecommendationId_Id",
                table: "Assessment",
                columns: new[] { "LetterId", "RecommendationId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Assessment_MeetingId",
                table: "Assessment",
                column: "MeetingId");

            migrationBuilder.CreateIndex(
                name: "IX_Assessment_RecommendationId",
                table: "Assessment",
                column: "RecommendationId");

            migrationBuilder.CreateIndex(
                name: "IX_Assessment_State_Id",
                table: "Assessment",
                columns: new[] { "State", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_CalendarEdition_Name_BuildsOn",
                table: "CalendarEdition",
                columns: new[] { "Name", "BuildsOn" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_CalendarEdition_Name_Version",
                table: "CalendarEdition",
                columns: new[] { "Name", "Version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Commitment_CaseId",
                table: "Commitment",
                column: "CaseId");

            migrationBuilder.CreateIndex(
                name: "IX_Commitment_CommissionId_IsOpen_DueOn_Id",
                table: "Commitment",
                columns: new[] { "CommissionId", "IsOpen", "DueOn", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Commitment_CommissionId_MadeOn_Id",
                table: "Commitment",
                columns: new[] { "CommissionId", "MadeOn", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Commitment_IsOpen_DueOn_Id",
                table: "Commitment",
                columns: new[] { "IsOpen", "DueOn", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Commitment_LetterId_IsOpen_DueOn_Id",
                table: "Commitment",
                columns: new[] { "LetterId", "IsOpen", "DueOn", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Commitment_MadeOn_Id",
                table: "Commitment",
                columns: new[] { "MadeOn", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Commitment_OrganisationId_IsOpen_DueOn_Id",
                table: "Commitment",
                columns: new[] { "OrganisationId", "IsOpen", "DueOn", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Commitment_OrganisationId_MadeOn_Id",
                table: "Commitment",
                columns: new[] { "OrganisationId", "MadeOn", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Commitment_RecommendationId",
                table: "Commitment",
                column: "RecommendationId");

            migrationBuilder.CreateIndex(
                name: "IX_Commitment_ResponseId",
                table: "Commitment",
                column: "ResponseId");

            migrationBuilder.CreateIndex(
                name: "IX_Commitment_Theme_IsOpen_DueOn_Id",
                table: "Commitment",
                columns: new[] { "Theme", "IsOpen", "DueOn", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Commitment_Theme_MadeOn_Id",
                table: "Commitment",
                columns: new[] { "Theme", "MadeOn", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Meeting_CommissionId_HeldOn_Id",
                table: "Meeting",
                columns: new[] { "CommissionId", "HeldOn", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_MeetingItem_RecommendationId",
                table: "MeetingItem",
                column: "RecommendationId");

            migrationBuilder.CreateIndex(
                name: "IX_ProgressReport_CommitmentId_Order",
                table: "ProgressReport",
                columns: new[] { "CommitmentId", "Order" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ResponseSummary_LetterId_MadeAt",
                table: "ResponseSummary",
                columns: new[] { "LetterId", "MadeAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Assessment");

            migrationBuilder.DropTable(
                name: "CalendarEdition");

            migrationBuilder.DropTable(
                name: "MeetingItem");

            migrationBuilder.DropTable(
                name: "ProgressReport");

            migrationBuilder.DropTable(
                name: "ProgressRequest");

            migrationBuilder.DropTable(
                name: "ResponseSummary");

            migrationBuilder.DropTable(
                name: "Meeting");

            migrationBuilder.DropTable(
                name: "Commitment");

            migrationBuilder.DropIndex(
                name: "IX_ScrutinyLetter_MeetingId",
                table: "ScrutinyLetter");

            migrationBuilder.DropIndex(
                name: "IX_ResponseRequest_AwaitedOn_Id",
                table: "ResponseRequest");

            migrationBuilder.DropIndex(
                name: "IX_ResponseRequest_CommissionId_AwaitedOn_Id",
                table: "ResponseRequest");

            migrationBuilder.DropIndex(
                name: "IX_ResponseRequest_LetterId_OrganisationId_Round",
                table: "ResponseRequest");

            migrationBuilder.DropIndex(
                name: "IX_ResponseRequest_OrganisationId_AwaitedOn_Id",
                table: "ResponseRequest");

            migrationBuilder.DropIndex(
                name: "IX_Response_LetterId_Number",
                table: "Response");

            migrationBuilder.DropIndex(
                name: "IX_RecommendationAddressee_CommissionId_WaitingSince_RecommendationId",
                table: "RecommendationAddressee");

            migrationBuilder.DropIndex(
                name: "IX_RecommendationAddressee_WaitingSince_RecommendationId",
                table: "RecommendationAddressee");

            migrationBuilder.DropPrimaryKey(
                name: "PK_IssuedPdf",
                table: "IssuedPdf");

            migrationBuilder.DropIndex(
                name: "IX_Event_CaseId_Sequence",
                table: "Event");

            migrationBuilder.DropColumn(
                name: "DecisionCount",
                table: "ScrutinyLetter");

            migrationBuilder.DropColumn(
                name: "DiscussedOn",
                table: "ScrutinyLetter");

            migrationBuilder.DropColumn(
                name: "Edition",
                table: "ScrutinyLetter");

            migrationBuilder.DropColumn(
                name: "InferredFrom",
                table: "ScrutinyLetter");

            migrationBuilder.DropColumn(
                name: "IsTakenUpAgain",
                table: "ScrutinyLetter");

            migrationBuilder.DropColumn(
                name: "MeetingId",
                table: "ScrutinyLetter");

            migrationBuilder.DropColumn(
                name: "Origin",
                table: "ScrutinyLetter");

            migrationBuilder.DropColumn(
                name: "PublicationStatement",
                table: "ScrutinyLetter");

            migrationBuilder.DropColumn(
                name: "RemindsNobody",
                table: "ScrutinyLetter");

            migrationBuilder.DropColumn(
                name: "SummaryMadeAt",
                table: "ScrutinyLetter");

            migrationBuilder.DropColumn(
                name: "AfterResponse",
                table: "ResponseRequest");

            migrationBuilder.DropColumn(
                name: "AwaitedOn",
                table: "ResponseRequest");

            migrationBuilder.DropColumn(
                name: "CommissionId",
                table: "ResponseRequest");

            migrationBuilder.DropColumn(
                name: "FollowedFrom",
                table: "ResponseRequest");

            migrationBuilder.DropColumn(
                name: "Promises",
                table: "ResponseRequest");

            migrationBuilder.DropColumn(
                name: "Questions",
                table: "ResponseRequest");

            migrationBuilder.DropColumn(
                name: "RemindsNobody",
                table: "ResponseRequest");

            migrationBuilder.DropColumn(
                name: "Round",
                table: "ResponseRequest");

            migrationBuilder.DropColumn(
                name: "To",
                table: "ResponseRequest");

            migrationBuilder.DropColumn(
                name: "Number",
                table: "Response");

            migrationBuilder.DropColumn(
                name: "CommissionId",
                table: "RecommendationAddressee");

            migrationBuilder.DropColumn(
                name: "InsteadOfId",
                table: "RecommendationAddressee");

            migrationBuilder.DropColumn(
                name: "View",
                table: "RecommendationAddressee");

            migrationBuilder.DropColumn(
                name: "WaitingSince",
                table: "RecommendationAddressee");

            migrationBuilder.DropColumn(
                name: "ClosedOn",
                table: "Recommendation");

            migrationBuilder.DropColumn(
                name: "ClosingReason",
                table: "Recommendation");

            migrationBuilder.DropColumn(
                name: "CommissionId",
                table: "Recommendation");

            migrationBuilder.DropColumn(
                name: "IsInProse",
                table: "Recommendation");

            migrationBuilder.DropColumn(
                name: "TakenUp",
                table: "Recommendation");

            migrationBuilder.DropColumn(
                name: "Version",
                table: "Recommendation");

            migrationBuilder.DropColumn(
                name: "Edition",
                table: "IssuedPdf");

            migrationBuilder.DropColumn(
                name: "FixedAt",
                table: "IssuedPdf");

            migrationBuilder.DropColumn(
                name: "Reason",
                table: "IssuedPdf");

            migrationBuilder.DropColumn(
                name: "CaseId",
                table: "Event");

            migrationBuilder.DropColumn(
                name: "Reason",
                table: "Event");

            migrationBuilder.DropColumn(
                name: "FollowUp",
                table: "Commission");

            migrationBuilder.DropColumn(
                name: "Labels",
                table: "Commission");

            migrationBuilder.DropColumn(
                name: "MeetingCount",
                table: "Commission");

            migrationBuilder.DropColumn(
                name: "IsPartial",
                table: "Answer");

            migrationBuilder.DropColumn(
                name: "PositionWords",
                table: "Answer");

            migrationBuilder.DropColumn(
                name: "Reasons",
                table: "Answer");

            migrationBuilder.DropColumn(
                name: "ReferredTo",
                table: "Answer");

            migrationBuilder.DropColumn(
                name: "Version",
                table: "Answer");

            migrationBuilder.AddPrimaryKey(
                name: "PK_IssuedPdf",
                table: "IssuedPdf",
                column: "LetterId");

            migrationBuilder.CreateIndex(
                name: "IX_ResponseRequest_AnsweredOn_DueOn_Id",
                table: "ResponseRequest",
                columns: new[] { "AnsweredOn", "DueOn", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ResponseRequest_LetterId_OrganisationId",
                table: "ResponseRequest",
                columns: new[] { "LetterId", "OrganisationId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ResponseRequest_OrganisationId",
                table: "ResponseRequest",
                column: "OrganisationId");

            migrationBuilder.CreateIndex(
                name: "IX_Response_LetterId_OrganisationId",
                table: "Response",
                columns: new[] { "LetterId", "OrganisationId" });
        }
    }
}
