using System.Formats.Asn1;
using System.Security.Cryptography;
using CcsPolicy.Data;
using CcsPolicy.Data.Backups;
using CcsPolicy.Data.Journalling;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Features.SigningIn;
using CcsPolicy.Web.Tests.Shell;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace CcsPolicy.Web.Tests.Architecture;

/// <summary>docs/reference/cryptography.md against the compiled code: what the product uses of cryptography, where, and with which strength.</summary>
public sealed class CryptographyTests
{
    private const string Where = "## Where";

    private static readonly string Page = Path.Combine(Repository.Root, "docs", "reference", "cryptography.md");

    private const string Space = "System.Security.Cryptography.";

    /// <summary>What may be used at all; each of it is the platform's own. Of the curves and paddings the members below say which.</summary>
    private static readonly string[] Allowed =
    [
        "AesGcm", "SHA256", "HMACSHA256", "HKDF", "IncrementalHash", "HashAlgorithmName", "RandomNumberGenerator", "CryptographicOperations", "ECDsa", "ECCurve", "ECParameters", "DSASignatureFormat", "RSA",
        "RSAEncryptionPadding", "PbeParameters", "PbeEncryptionAlgorithm", "AsymmetricAlgorithm", "ECAlgorithm",
    ];

    /// <summary>Two exceptions: the public list of leaked passwords is one of such hashes, and the code that authenticator apps make (RFC 6238).</summary>
    private static readonly (string By, string Uses)[] Exceptions = [("BreachedPasswords", "SHA1"), ("TimeCode", "HMACSHA1")];

    private static readonly string[] Forbidden =
    [
        "HashAlgorithmName::get_MD5", "HashAlgorithmName::get_SHA1", "RSAEncryptionPadding::get_Pkcs1", "RSAEncryptionPadding::get_OaepSHA1", "RSASignaturePadding::get_Pkcs1", "ECCurve/NamedCurves::get_brainpoolP160r1",
    ];

    /// <summary>What makes numbers that somebody could guess from others of them, or from the time.</summary>
    private static readonly string[] Guessed = ["System.Random::.ctor", "System.Random::get_Shared", "System.Guid::CreateVersion7"];

    /// <summary>Ids that name a folder, a lease or a row of the demo organisation for a while: nobody is let in by one.</summary>
    private static readonly string[] MayMakeGuids = ["BackupDrill", "BackupMaking", "BackupRestoring", "DemoOrganisation", "Disks", "Examination", "JournalSequencer"];

    private static readonly List<(string By, string Uses)> Used =
    [
        .. new[] { typeof(ContentHash), typeof(PolicyDb), typeof(PasswordRules) }.SelectMany(type => CodeUses.Of(type.Assembly.Location).All).Select(use => (By: use.By.Split('.')[^1], use.Uses)).Distinct(),
    ];

    private static readonly List<(string By, string Uses)> Cryptography =
    [
        .. Used.Where(use => use.Uses.StartsWith(Space, StringComparison.Ordinal) && !use.Uses.Contains("::", StringComparison.Ordinal) && !use.Uses.Contains("X509", StringComparison.Ordinal))
            .Select(use => (use.By, Uses: use.Uses[Space.Length..])).Where(use => use.Uses != nameof(CryptographicException)).Distinct().OrderBy(use => use.By, StringComparer.Ordinal).ThenBy(use => use.Uses, StringComparer.Ordinal),
    ];

    [Fact]
    [Trait("ASVS", "V11.1.2")]
    public void The_page_lists_every_class_that_uses_cryptography_with_what_it_uses()
    {
        var page = File.ReadAllText(Page);
        var heading = page.IndexOf(Where, StringComparison.Ordinal);
        var table = string.Concat(Cryptography.GroupBy(use => use.By).Select(group => $"| `{group.Key}` | {string.Join(", ", group.Select(use => use.Uses))} |\n"));
        var should = page[..heading] + Where + "\n\n| class | uses |\n|---|---|\n" + table;
        if (Environment.GetEnvironmentVariable("CCSPOLICY_WRITE_DOCS") == "1")
            File.WriteAllText(Page, should);
        else
            Assert.Equal(should, page);
    }

    [Fact]
    [Trait("ASVS", "V11.1.1"), Trait("ASVS", "V11.1.2")]
    public void The_page_says_of_every_key_who_has_it_how_long_it_lives_and_what_it_is_not_for()
    {
        var keys = Rows("## Keys");
        Assert.Equal(
            ["master key", "key of a document", "key of address hashes", "key of record codes", "keys of cookies and links", "key of the journal", "recovery key of a person", "keys of a backup", "key of an authenticator app", "secret of a calendar", "recovery codes", "secret at an OpenID provider", "certificate of the portal"],
            keys.Select(row => row[0]));
        Assert.All(keys, row => Assert.All(row, cell => Assert.True(cell.Length >= 3, string.Join(" | ", row))));
    }

    [Fact]
    [Trait("ASVS", "V11.2.1"), Trait("ASVS", "V11.3.1"), Trait("ASVS", "V11.3.2"), Trait("ASVS", "V11.4.1"), Trait("ASVS", "V11.4.3"), Trait("ASVS", "V11.6.1")]
    public void Nothing_but_approved_algorithms_of_the_platform_is_used()
    {
        Assert.Equal(Exceptions, Cryptography.Where(use => !Allowed.Contains(use.Uses)));
        Assert.DoesNotContain(Used, use => Forbidden.Contains(use.Uses.Replace(Space, "", StringComparison.Ordinal)));
        // Of the modes of AES only GCM; what a passphrase seals for the keeping outside is PBES2, which knows no other mode.
        Assert.Equal(["Cipher", "SealedParts"], Cryptography.Where(use => use.Uses == nameof(AesGcm)).Select(use => use.By));
        Assert.DoesNotContain(Used, use => use.Uses.StartsWith(Space + "Aes::", StringComparison.Ordinal) || use.Uses.StartsWith(Space + "SymmetricAlgorithm", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("ASVS", "V11.2.3"), Trait("ASVS", "V11.3.2"), Trait("ASVS", "V11.6.1")]
    public async Task Every_key_has_the_strength_of_128_bits_and_more()
    {
        var folder = Directory.CreateTempSubdirectory("ccspolicy-keys-").FullName;
        try
        {
            using var journal = JournalKey.ReadOrCreate(Path.Combine(folder, "journal.key"));
            Assert.Equal(256, journal.Key.KeySize);
            using var recovery = RSA.Create();
            recovery.ImportFromPem(RecoveryKey.Make("甲", "a long passphrase for a test").Public.Pem);
            Assert.Equal(3072, recovery.KeySize);
            CcsPolicy.Data.Protection.MasterKeys.ReadOrCreate(Path.Combine(folder, "master.key"));
            Assert.All(await File.ReadAllLinesAsync(Path.Combine(folder, "master.key"), TestContext.Current.CancellationToken), line => Assert.Equal(32, Convert.FromBase64String(line).Length));
            Assert.Equal(20, TimeCode.KeyLength);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    [Trait("ASVS", "V11.2.4")]
    public void What_somebody_typed_or_sent_is_compared_with_a_secret_in_constant_time() =>
        Assert.Equal(["FirstRunState", "ImportRosterHandler", "RecordMac", "SecondFactor", "TimeCode"], Used.Where(use => use.Uses == Space + "CryptographicOperations::FixedTimeEquals").Select(use => use.By).Order(StringComparer.Ordinal));

    [Fact]
    [Trait("ASVS", "V11.5.1"), Trait("ASVS", "V7.2.3"), Trait("ASVS", "V6.5.3")]
    public void What_nobody_may_guess_comes_from_the_generator_of_the_system_with_128_bits_and_more()
    {
        Assert.Equal([], Used.Where(use => Guessed.Contains(use.Uses)));
        Assert.Equal(MayMakeGuids, Used.Where(use => use.Uses == "System.Guid::NewGuid").Select(use => use.By).Order(StringComparer.Ordinal));
        // Of an id of version 4 or 7 six bits would always be the same.
        foreach (var next in new Func<byte[]>[] { () => IdSource.Random.Next().ToByteArray(), () => IdSource.Random.NextBytes(16) })
        {
            var drawn = Enumerable.Range(0, 1_000).Select(_ => next()).ToList();
            Assert.All(drawn, one => Assert.Equal(16, one.Length));
            for (var bit = 0; bit < 128; bit++)
                Assert.Equal(2, drawn.Select(one => (one[bit / 8] >> (bit % 8)) & 1).Distinct().Count());
        }
    }

    [Fact]
    [Trait("ASVS", "V11.4.2"), Trait("ASVS", "V11.4.4")]
    public void Passwords_and_passphrases_cost_whoever_guesses_them_what_is_recommended()
    {
        var builder = WebApplication.CreateBuilder();
        builder.AddAccess();
        using var provider = builder.Services.BuildServiceProvider();
        var hash = Convert.FromBase64String(new PasswordHasher<object>(provider.GetRequiredService<IOptions<PasswordHasherOptions>>()).HashPassword(new(), "a password"));
        // Format 1 of Identity: pseudo-random function (2 is HMAC-SHA-512), rounds, length of the salt.
        Assert.Equal((1, 2u, 210_000u, 16u), (hash[0], Number(1), Number(5), Number(9)));
        // PKCS #8: the algorithm, PBES2, PBKDF2, and in it salt and rounds.
        var pem = RecoveryKey.Make("甲", "a long passphrase for a test").PrivatePem;
        var derivation = new AsnReader(Convert.FromBase64String(pem[PemEncoding.Find(pem).Base64Data]), AsnEncodingRules.DER).ReadSequence().ReadSequence();
        Assert.Equal("1.2.840.113549.1.5.13", derivation.ReadObjectIdentifier());
        var function = derivation.ReadSequence().ReadSequence();
        Assert.Equal("1.2.840.113549.1.5.12", function.ReadObjectIdentifier());
        var parameters = function.ReadSequence();
        Assert.True(parameters.ReadOctetString().Length >= 16);
        Assert.Equal(600_000, parameters.ReadInteger());

        uint Number(int at) => System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(at));
    }

    private static List<string[]> Rows(string heading) =>
    [
        .. File.ReadLines(Page).SkipWhile(line => line != heading).Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1).Select(line => line.Split('|', StringSplitOptions.TrimEntries)[1..^1].Select(cell => cell.Replace("`", "", StringComparison.Ordinal)).ToArray()),
    ];
}
