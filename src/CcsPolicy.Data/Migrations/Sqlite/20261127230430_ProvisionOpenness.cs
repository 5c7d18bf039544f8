using System;
using CcsPolicy.Data.Protection;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CcsPolicy.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ProvisionOpenness : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ProvisionOpenness",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    DocumentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Key = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    ReadBy = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: true),
                    ShowsNumber = table.Column<bool>(type: "INTEGER", nullable: false),
                    Ground = table.Column<byte[]>(type: "BLOB", nullable: false),
                    DecidedBy = table.Column<Guid>(type: "TEXT", nullable: false),
                    DecidedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProvisionOpenness", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ProvisionOpenness_Documents_DocumentId",
                        column: x => x.DocumentId,
                        principalTable: "Documents",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ProvisionOpenness_People_DecidedBy",
                        column: x => x.DecidedBy,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ProvisionOpenness_DecidedBy",
                table: "ProvisionOpenness",
                column: "DecidedBy");

            migrationBuilder.CreateIndex(
                name: "IX_ProvisionOpenness_DocumentId_Key_Number",
                table: "ProvisionOpenness",
                columns: new[] { "DocumentId", "Key", "Number" },
                unique: true);

            GuardTriggers.AddTo(migrationBuilder, "ProvisionOpenness");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ProvisionOpenness");
        }
    }
}
