using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using CcsPolicy.Data.Protection;
using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Data.Backups;

/// <summary>
/// The open head of a backup: when, of what, and its keys, wrapped. One key seals the database; it is wrapped by the master key, so that the same machine restores without anybody, and by each two
/// of the recovery keys. The other seals the key folder and is wrapped by each two of the recovery keys only: no single person and no machine opens both from the file alone.
/// </summary>
internal sealed record BackupHeader(Guid Id, DateTimeOffset MadeAt, DatabaseProvider Provider, string MasterKey, byte[] ForMaster, IReadOnlyList<WrappedForTwo> ForTwo)
{
    private const int Longest = 1 << 20;

    private static readonly JsonSerializerOptions Whole = new() { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    private static ReadOnlySpan<byte> Magic => "CcsPolicy backup 1\n"u8;

    /// <summary>A header for new keys.</summary>
    public static (BackupHeader Header, BackupKeys Keys) Make(DateTimeOffset at, PolicyDbSetup setup, IReadOnlyList<RecoveryKey> recovery)
    {
        var id = setup.Ids.Next();
        var keys = new BackupKeys(setup.Ids.NextBytes(32), setup.Ids.NextBytes(32));
        var pairs = recovery.SelectMany((first, at) => recovery.Skip(at + 1).Select(second => WrappedForTwo.Wrap(first, second, keys, id, setup.Ids)));
        var master = setup.Keys.Masters.Newest();
        return (new BackupHeader(id, at, setup.Provider, master.Id, master.Wrap(keys.Database, id.ToByteArray(), setup.Ids), [.. pairs]), keys);
    }

    /// <summary>Writes it, and answers the hash by which every part is bound to it.</summary>
    public byte[] Write(Stream to)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(this);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, json.Length);
        to.Write(Magic);
        to.Write(length);
        to.Write(json);
        return SHA256.HashData(json);
    }

    public static (BackupHeader Header, byte[] Hash) Read(Stream from)
    {
        try
        {
            var head = new byte[Magic.Length + 4];
            from.ReadExactly(head);
            var length = BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(Magic.Length));
            if (!head.AsSpan(0, Magic.Length).SequenceEqual(Magic) || length is < 2 or > Longest)
                throw BackupException.Damaged("head");
            var json = new byte[length];
            from.ReadExactly(json);
            return JsonSerializer.Deserialize<BackupHeader>(json, Whole) is { } header && header.ForTwo.All(pair => pair is not null) ? (header, SHA256.HashData(json)) : throw BackupException.Damaged("head");
        }
        catch (Exception fault) when (fault is EndOfStreamException or JsonException)
        {
            throw BackupException.Damaged("head", fault);
        }
    }

    /// <summary>The keys of the file: both with two recovery keys that it names, that of the database alone with the master key that it names; null when it names none of what was given.</summary>
    /// <exception cref="BackupException">It names what was given, which does not open it: then it is not as it was written, since a key is named by its own hash.</exception>
    public BackupKeys? Open(IReadOnlyList<OpenedRecoveryKey> recovery, MasterKeys? masters)
    {
        var isMaster = recovery.Count == 0 && masters?.Has(MasterKey) == true;
        try
        {
            foreach (var pair in ForTwo)
                if (recovery.FirstOrDefault(key => key.Fingerprint == pair.First) is { } first && recovery.FirstOrDefault(key => key.Fingerprint == pair.Second) is { } second)
                    return pair.Open(first, second, Id);
            return isMaster ? new BackupKeys(masters!.Of(MasterKey).Unwrap(ForMaster, Id.ToByteArray()), null) : null;
        }
        catch (CryptographicException fault)
        {
            throw BackupException.Damaged("keys", fault);
        }
    }

    /// <summary>Says why the keys were refused, and which are needed.</summary>
    public BackupKeysRefusedException Refusal(IReadOnlyList<OpenedRecoveryKey> recovery, bool isTooFew, bool isInDoubt)
    {
        var names = ForTwo.SelectMany(pair => new[] { $"{pair.FirstName} ({pair.First})", $"{pair.SecondName} ({pair.Second})" }).Distinct(StringComparer.Ordinal).ToList();
        var listed = names.Count > 0 ? string.Join(", ", names) : "–";
        var (japanese, english) = isTooFew ? ("復旧の鍵が一つだけか、同じ鍵が二度指定されています。別々の人の鍵が二つ要ります。", "One recovery key was given, or the same one twice. Two of different people are needed.")
            : recovery.Count > 0 ? ("指定された復旧の鍵は、このバックアップの鍵ではありません。", "The recovery keys that were given are not those of this backup.")
            : ("このバックアップの主鍵が、ここの鍵のフォルダーにありません。", "The master key of this backup is not in the key folder here.");
        var doubt = isInDoubt ? ("ファイルが書き換えられたときも、同じように見えます。正しい鍵で開くまで、良いとも悪いとも言えません。", " A file that was changed looks the same: until the right keys open it, it is neither shown to be good nor bad.") : ("", "");
        return new BackupKeysRefusedException(
            $"{japanese}何も始めていません。{doubt.Item1}次のどちらかが要ります：主鍵 {MasterKey} のある鍵のフォルダー（--key は付けない）、または次の復旧の鍵のうち二つ（--key で一つずつ）：{listed}",
            $"{english} Nothing was begun.{doubt.Item2} Either the key folder with master key {MasterKey} is needed (without --key), or two of these recovery keys (each by --key): {listed}", isInDoubt);
    }
}

/// <summary>The keys within a backup; without that of the key folder when the master key opened it.</summary>
internal sealed record BackupKeys(byte[] Database, byte[]? KeyFolder);

/// <summary>Both keys, sealed under one that is derived from two random shares, each of which only one person can open. Either share alone says nothing.</summary>
internal sealed record WrappedForTwo(string FirstName, string First, byte[] FirstShare, string SecondName, string Second, byte[] SecondShare, byte[] Keys)
{
    private const int ShareLength = 32;

    public static WrappedForTwo Wrap(RecoveryKey first, RecoveryKey second, BackupKeys keys, Guid id, IdSource ids)
    {
        var (one, other) = (ids.NextBytes(ShareLength), ids.NextBytes(ShareLength));
        var wrapped = Cipher.Seal(Derived(one, other), [.. keys.Database, .. keys.KeyFolder!], id.ToByteArray(), ids);
        return new WrappedForTwo(first.Name, first.Fingerprint, first.Seal(one), second.Name, second.Fingerprint, second.Seal(other), wrapped);
    }

    public BackupKeys Open(OpenedRecoveryKey first, OpenedRecoveryKey second, Guid id)
    {
        var keys = Cipher.Open(Derived(first.Open(FirstShare), second.Open(SecondShare)), Keys, id.ToByteArray());
        return new BackupKeys(keys[..32], keys[32..]);
    }

    private static byte[] Derived(byte[] one, byte[] other) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, [.. one, .. other], 32, info: "ccspolicy-backup-for-two"u8.ToArray());
}
