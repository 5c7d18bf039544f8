using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CcsPolicy.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class EditionTitles : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "Title",
                table: "Editions",
                type: "varbinary(max)",
                nullable: false,
                defaultValue: new byte[0]);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Title",
                table: "Editions");
        }
    }
}
