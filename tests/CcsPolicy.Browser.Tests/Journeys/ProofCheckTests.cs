using System.Security.Cryptography;
using CcsPolicy.Browser.Tests.Site;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Testing;
using Microsoft.Playwright;
using Xunit;

namespace CcsPolicy.Browser.Tests.Journeys;

/// <summary>The page that checks proofs, opened from a disk, without the portal and without a network.</summary>
[Collection(nameof(DemoPortal))]
public sealed class ProofCheckTests(DemoPortal portal) : IAsyncLifetime
{
    private const int Flips = 240;
    private readonly string folder = Directory.CreateTempSubdirectory("ccspolicy-check-").FullName;
    private IBrowserContext context = default!;
    private IPage page = default!;

    public async ValueTask InitializeAsync()
    {
        File.Copy(Path.Combine(DemoPortal.Root, "src", "CcsPolicy.Web", "wwwroot", "receipt-check.html"), Path.Combine(folder, "receipt-check.html"));
        context = await portal.Browser.NewContextAsync(new() { Locale = "ja-JP", Offline = true });
        context.SetDefaultTimeout(20_000);
        page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(Path.Combine(folder, "receipt-check.html")).AbsoluteUri);
    }

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_proof_that_is_chosen_is_told_in_both_languages_with_its_key_to_compare()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var verdict = page.Locator("#verdict");
        foreach (var proof in new[] { AProof.OfStandard(key), AProof.OfProcedure(key) })
        {
            await ChooseAsync("receipt.json", proof.Write());
            await Assertions.Expect(verdict).ToContainTextAsync("紙の控えと比べてください");
            await ChooseAsync("journal-key.pem", System.Text.Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem()));
            await Assertions.Expect(verdict).ToHaveTextAsync("この証明は成り立ちます。");
            await Assertions.Expect(page.Locator("dl")).ToContainTextAsync("2026/11/20 10:23:45");
            await Assertions.Expect(page.Locator("dl")).ToContainTextAsync("0F3A-11B2-77C0-9D4E-5A61");
            await page.Locator("#language").ClickAsync();
            await Assertions.Expect(verdict).ToHaveTextAsync("This proof holds.");
            await page.Locator("#language").ClickAsync();
            await ChooseAsync("journal-key.pem", System.Text.Encoding.ASCII.GetBytes(other.ExportSubjectPublicKeyInfoPem()));
            await Assertions.Expect(verdict).ToContainTextAsync("紙に控えた鍵と違います");
            await page.Locator("#paper").FillAsync("");
        }
        var broken = AProof.OfStandard(key).Write();
        broken[broken.AsSpan().IndexOf("\"path\":[\""u8) + 12] ^= 1;
        await ChooseAsync("receipt.json", broken);
        await Assertions.Expect(verdict).ToHaveTextAsync("この証明は成り立ちません。");
    }

    [Fact]
    public async Task A_journal_with_proofs_is_counted_and_the_first_line_that_does_not_hold_is_named()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (proof, unsigned) = (AProof.OfStandard(key), new EntryProof("{}", null).Write());
        var signed = new EntryProof(proof.Record, (proof.InTree, null, proof.Note, proof.Key)).Write();
        var (verdict, facts) = (page.Locator("#verdict"), page.Locator("dl"));
        await ChooseAsync("journal-key.pem", System.Text.Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem()));
        await ChooseAsync("journal-proofs_20261128.jsonl", Lines(unsigned, signed, signed));
        await Assertions.Expect(verdict).ToHaveTextAsync("この証明は成り立ちます。");
        await Assertions.Expect(facts).ToContainTextAsync("証明が成り立つ記録2");
        await Assertions.Expect(facts).ToContainTextAsync("何も確かめられません）1");

        byte[] broken = [.. signed];
        broken[broken.AsSpan().IndexOf("\"path\":[\""u8) + 12] ^= 1;
        await ChooseAsync("journal-proofs_20261128.jsonl", Lines(signed, unsigned, broken, signed));
        await Assertions.Expect(verdict).ToHaveTextAsync("この証明は成り立ちません。");
        await Assertions.Expect(facts).ToContainTextAsync("成り立たない最初の行3");
        await ChooseAsync("journal-proofs_20261128.jsonl", Lines(unsigned));
        await Assertions.Expect(verdict).ToContainTextAsync("署名された記録がありません");

        // Of procedures each entry leads on to the hour, and the first line is the marking.
        var inHour = AProof.OfProcedure(key);
        var secret = new EntryProof(inHour.Record, (inHour.InTree, inHour.InHour, inHour.Note, inHour.Key)).Write();
        await ChooseAsync("procedure-journal-proofs_20261128.jsonl", Lines(EntryProof.WriteMarking("機密性3"), secret, unsigned));
        await Assertions.Expect(verdict).ToHaveTextAsync("この証明は成り立ちます。");
        await Assertions.Expect(facts).ToContainTextAsync("証明が成り立つ記録1");
        await Assertions.Expect(facts).ToContainTextAsync("機密性3");

        // Every bit of a line counts.
        var random = new Random(20261128);
        for (var flip = 0; flip < Flips / 3; flip++)
        {
            byte[] turned = [.. flip % 2 == 0 ? signed : secret];
            turned[random.Next(turned.Length)] ^= (byte)(1 << random.Next(8));
            Assert.NotNull(await page.EvaluateAsync<string?>("text => checkEntries(Uint8Array.from(atob(text), letter => letter.charCodeAt(0))).fault", Convert.ToBase64String(Lines(turned))));
        }

        static byte[] Lines(params byte[][] lines) => [.. lines.SelectMany(line => (byte[])[.. line, (byte)'\n'])];
    }

    [Fact]
    public async Task What_is_known_of_hashes_and_signatures_comes_out_and_no_bit_of_a_proof_can_be_turned()
    {
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", await page.EvaluateAsync<string>("hex(sha256(utf8('abc')))"));
        Assert.Equal("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0", await page.EvaluateAsync<string>("hex(sha256(utf8('a'.repeat(1000000))))"));
        for (var length = 54; length < 130; length++)
        {
            var bytes = RandomNumberGenerator.GetBytes(length);
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), await page.EvaluateAsync<string>("text => hex(sha256(Uint8Array.from(atob(text), letter => letter.charCodeAt(0))))", Convert.ToBase64String(bytes)));
        }
        // FIPS 186-4 by way of RFC 6979, A.2.5: P-256 with SHA-256 over "sample" and over "test".
        const string Known = "3059301306072a8648ce3d020106082a8648ce3d0301070342000460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb67903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299";
        const string Sample = "3046022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8";
        const string Test = "3045022100f1abb023518351cd71d881567b1ea663ed3efcf6c5132b354f28d3b0b7d383670220019f4113742a2b14bd25926b49c649155f267e60d3814b4c0cc84250e46f0083";
        foreach (var (text, signature, holds) in new[] { ("sample", Sample, true), ("test", Test, true), ("test", Sample, false), ("sample", Test, false) })
            Assert.Equal(holds, await page.EvaluateAsync<bool>("([key, text, signature]) => { const of = value => Uint8Array.from(value.match(/../g), two => parseInt(two, 16)); return verify(of(key), text, of(signature)); }", new[] { Known, text, signature }));

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var random = new Random(20261128);
        foreach (var proof in new[] { AProof.OfStandard(key), AProof.OfProcedure(key), AProof.OfStandard(key, 0, 1), AProof.OfStandard(key, 256, 257) })
        {
            var file = proof.Write();
            Assert.Null(await FaultAsync(file));
            for (var flip = 0; flip < Flips / 3; flip++)
            {
                var (at, bit) = (random.Next(file.Length), random.Next(8));
                file[at] ^= (byte)(1 << bit);
                Assert.True(await FaultAsync(file) is not null, $"byte {at}, bit {bit}");
                file[at] ^= (byte)(1 << bit);
            }
        }
    }

    private Task<string?> FaultAsync(byte[] file) =>
        page.EvaluateAsync<string?>("text => check(Uint8Array.from(atob(text), letter => letter.charCodeAt(0))).fault", Convert.ToBase64String(file));

    private Task ChooseAsync(string name, byte[] bytes) => page.Locator("#file").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "application/octet-stream", Buffer = bytes });
}
