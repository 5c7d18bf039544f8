using CcsPolicy.Data;
using CcsPolicy.Data.Drafting;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Texts;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Provisions;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Commands;

/// <summary>
/// The texts that a verb was given: files, and with <c>--at DATE</c> public and internal documents by their code, as they were in force on that day. Whoever runs a verb reads what everybody who works here reads,
/// and of a procedure not even that there is one.
/// </summary>
/// <param name="services">The portal's; null where only files are given.</param>
internal sealed class GivenTexts(IServiceProvider? services)
{
    public const string At = "--at";

    public static GivenTexts OnlyFiles { get; } = new(null);

    /// <summary>The words of the text in this place of the call; null when there is none, which is told.</summary>
    public async Task<string?> ReadAsync(VerbCall call, int place, TextWriter errors, CancellationToken ct = default)
    {
        var name = call.Words[place];
        var days = call.Options[At].ToList();
        if (services is null || days.Count == 0 || GivenText.IsFile(name))
            return GivenText.Read(name, errors);
        var typed = days[Math.Min(place, days.Count - 1)];
        var day = EraDateText.Parse(typed);
        if (day.Error is { } refusal)
        {
            await errors.WriteLineAsync($"{At} {typed}: {refusal.Japanese} / {refusal.English}");
            return null;
        }
        return await OfDocumentAsync(services, name, day.Value.Date, errors, ct);
    }

    /// <summary>It as a text of provisions.</summary>
    public async Task<ProvisionTree?> ReadTreeAsync(VerbCall call, int place, TextWriter errors) => await ReadAsync(call, place, errors) is { } words ? ProvisionText.Read(words).Tree : null;

    private static async Task<string?> OfDocumentAsync(IServiceProvider services, string code, DateOnly day, TextWriter errors, CancellationToken ct)
    {
        await using var db = services.GetRequiredService<PolicyDbFactory>().OpenFor(Reader.OfTheHouse(day));
        var known = await db.Documents.AsNoTracking().Select(d => new { d.Id, d.Code }).ToListAsync(ct);
        if (known.Find(d => string.Equals(db.Open(d.Id, d.Code), code, StringComparison.Ordinal)) is not { } document)
        {
            await errors.WriteLineAsync($"{code}: そのファイルも、その規程番号の規程（公開又は内部のもの）もありません。 / There is no such file, and no public or internal document of that code.");
            return null;
        }
        if ((await db.EditionOrderAsync(document.Id, ct)).InForceOn(day) is not { } edition || await services.GetRequiredService<EditionTexts>().OfAsync(db, edition.Id, ct) is not { } text)
        {
            await errors.WriteLineAsync($"{code}: {EraDateText.InEra(day)}に施行されている版はありません。 / No edition was in force on {day:yyyy-MM-dd}.");
            return null;
        }
        return ProvisionText.Write((await db.WithheldAsync(document.Id, ct)).From(text.Tree));
    }
}
