using System;
using CcsPolicy.Data.Protection;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CcsPolicy.Data.Migrations.SqlServer
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
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    DocumentId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    ReadBy = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: true),
                    ShowsNumber = table.Column<bool>(type: "bit", nullable: false),
                    Ground = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    DecidedBy = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    DecidedAt = table.Column<DateTime>(type: "datetime2", nullable: false)
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
