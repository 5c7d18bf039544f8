using System;
using CcsPolicy.Data.Protection;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CcsPolicy.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class OpennessDecisions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "OpennessDecisions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    DocumentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Before = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    After = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    AudienceBefore = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    AudienceAfter = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Reason = table.Column<byte[]>(type: "BLOB", nullable: false),
                    DecidedBy = table.Column<Guid>(type: "TEXT", nullable: false),
                    DecidedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OpennessDecisions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_OpennessDecisions_Documents_DocumentId",
                        column: x => x.DocumentId,
                        principalTable: "Documents",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_OpennessDecisions_People_DecidedBy",
                        column: x => x.DecidedBy,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Journal_At",
                table: "Journal",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_OpennessDecisions_DecidedBy",
                table: "OpennessDecisions",
                column: "DecidedBy");

            migrationBuilder.CreateIndex(
                name: "IX_OpennessDecisions_DocumentId",
                table: "OpennessDecisions",
                column: "DocumentId");

            GuardTriggers.AddTo(migrationBuilder, "OpennessDecisions");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "OpennessDecisions");

            migrationBuilder.DropIndex(
                name: "IX_Journal_At",
                table: "Journal");
        }
    }
}
