using System;
using CcsPolicy.Data.Protection;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CcsPolicy.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class GrantReviewsAndTargets : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "GrantReviews",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    DocumentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ReviewedBy = table.Column<Guid>(type: "TEXT", nullable: false),
                    ReviewedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_GrantReviews", x => x.Id);
                    table.ForeignKey(
                        name: "FK_GrantReviews_Documents_DocumentId",
                        column: x => x.DocumentId,
                        principalTable: "Documents",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_GrantReviews_People_ReviewedBy",
                        column: x => x.ReviewedBy,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "TargetDecisions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    DocumentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    DecidedBy = table.Column<Guid>(type: "TEXT", nullable: false),
                    DecidedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TargetDecisions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_TargetDecisions_Documents_DocumentId",
                        column: x => x.DocumentId,
                        principalTable: "Documents",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_TargetDecisions_People_DecidedBy",
                        column: x => x.DecidedBy,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "GrantVerdicts",
                columns: table => new
                {
                    ReviewId = table.Column<Guid>(type: "TEXT", nullable: false),
                    GrantId = table.Column<Guid>(type: "TEXT", nullable: false),
                    IsKept = table.Column<bool>(type: "INTEGER", nullable: false),
                    Reason = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_GrantVerdicts", x => new { x.ReviewId, x.GrantId });
                    table.ForeignKey(
                        name: "FK_GrantVerdicts_GrantReviews_ReviewId",
                        column: x => x.ReviewId,
                        principalTable: "GrantReviews",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_GrantVerdicts_Grants_GrantId",
                        column: x => x.GrantId,
                        principalTable: "Grants",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "TargetRules",
                columns: table => new
                {
                    DecisionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Ordinal = table.Column<int>(type: "INTEGER", nullable: false),
                    DepartmentId = table.Column<Guid>(type: "TEXT", nullable: true),
                    PostId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Employment = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TargetRules", x => new { x.DecisionId, x.Ordinal });
                    table.ForeignKey(
                        name: "FK_TargetRules_Departments_DepartmentId",
                        column: x => x.DepartmentId,
                        principalTable: "Departments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_TargetRules_Posts_PostId",
                        column: x => x.PostId,
                        principalTable: "Posts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_TargetRules_TargetDecisions_DecisionId",
                        column: x => x.DecisionId,
                        principalTable: "TargetDecisions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_GrantReviews_DocumentId",
                table: "GrantReviews",
                column: "DocumentId");

            migrationBuilder.CreateIndex(
                name: "IX_GrantReviews_ReviewedBy",
                table: "GrantReviews",
                column: "ReviewedBy");

            migrationBuilder.CreateIndex(
                name: "IX_GrantVerdicts_GrantId",
                table: "GrantVerdicts",
                column: "GrantId");

            migrationBuilder.CreateIndex(
                name: "IX_TargetDecisions_DecidedBy",
                table: "TargetDecisions",
                column: "DecidedBy");

            migrationBuilder.CreateIndex(
                name: "IX_TargetDecisions_DocumentId_Number",
                table: "TargetDecisions",
                columns: new[] { "DocumentId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_TargetRules_DepartmentId",
                table: "TargetRules",
                column: "DepartmentId");

            migrationBuilder.CreateIndex(
                name: "IX_TargetRules_PostId",
                table: "TargetRules",
                column: "PostId");

            GuardTriggers.AddTo(migrationBuilder, "GrantReviews", "GrantVerdicts", "TargetDecisions", "TargetRules");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "GrantVerdicts");

            migrationBuilder.DropTable(
                name: "TargetRules");

            migrationBuilder.DropTable(
                name: "GrantReviews");

            migrationBuilder.DropTable(
                name: "TargetDecisions");
        }
    }
}
