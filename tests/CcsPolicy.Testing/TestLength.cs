namespace CcsPolicy.Testing;

/// <summary>How long tests may be: the ordinary run takes samples, the nightly run (<c>tests/run.sh nightly</c>) ten times as many.</summary>
public static class TestLength
{
    public static bool IsNightly { get; } = Environment.GetEnvironmentVariable("CCSPOLICY_TEST_LENGTH") == "nightly";

    public static int Factor => IsNightly ? 10 : 1;
}
