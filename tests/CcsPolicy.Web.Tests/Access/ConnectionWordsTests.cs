using CcsPolicy.Web.Access;
using Npgsql;
using Xunit;

namespace CcsPolicy.Web.Tests.Access;

/// <summary>No password of a connection is shown, by whatever name a client knows it.</summary>
public sealed class ConnectionWordsTests
{
    [Theory]
    [InlineData("Password")]
    [InlineData("PWD")]
    [InlineData("psw")]
    [InlineData("SSL Password")]
    [InlineData("SslPassword")]
    public void A_password_is_found_and_not_shown(string name)
    {
        var connection = $"Host=db.example;Username=portal;{name}=himitsu";
        // The client takes it for one.
        Assert.Contains("himitsu", new NpgsqlConnectionStringBuilder(connection) is var parts ? parts.Password + parts.SslPassword : "", StringComparison.Ordinal);
        Assert.True(ConnectionWords.HoldsPassword(connection));
        var shown = ConnectionWords.Shown(connection);
        Assert.DoesNotContain("himitsu", shown, StringComparison.Ordinal);
        Assert.Contains("db.example", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_else_counts_as_one() => Assert.False(ConnectionWords.HoldsPassword("Host=db.example;Username=portal;Passfile=/etc/portal.pgpass;SSL Mode=VerifyFull"));
}
