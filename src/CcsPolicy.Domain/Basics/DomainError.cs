namespace CcsPolicy.Domain.Basics;

/// <summary>
/// 拒否の理由。An expected refusal: what is wrong, what is kept and what to do, for the person who asked.
/// Refusals are values; exceptions are for faults of the program.
/// </summary>
/// <param name="Code">Stable name in dotted form, for logs and tests, such as <c>amendment.self-approval</c>.</param>
/// <param name="Japanese">The sentence shown in Japanese.</param>
/// <param name="English">The sentence shown in English.</param>
public sealed record DomainError(string Code, string Japanese, string English)
{
    /// <summary>The sentence in the language asked for; Japanese unless <paramref name="language"/> is "en".</summary>
    public string In(string language) => language == "en" ? English : Japanese;

    public override string ToString() => $"{Code}: {English}";
}
