using CcsPolicy.Data.Protection;
using CcsPolicy.Data.Providers;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CcsPolicy.Data.Migrations.SqlServer;

/// <summary>Puts the triggers that guard the record over the tables.</summary>
[DbContext(typeof(SqlServerPolicyDb))]
[Migration("20261128000001_Guards")]
internal sealed class Guards : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => GuardTriggers.AddTo(migrationBuilder);
}
