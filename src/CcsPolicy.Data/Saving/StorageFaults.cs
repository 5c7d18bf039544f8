using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CcsPolicy.Data.Saving;

/// <summary>保存先の障害。Why the place where the data lie did not do what it was asked: nothing of what was asked is kept.</summary>
public enum StorageFault
{
    /// <summary>空き容量がない。</summary>
    Full,

    /// <summary>読み書きの失敗。The disk, or the file on it, cannot be read or written.</summary>
    Faulty,

    /// <summary>混雑。Others held what was wanted for too long.</summary>
    Busy,

    /// <summary>接続できない。The server of the database does not answer.</summary>
    Away,
}

/// <summary>Tells faults of the storage from all others, for every provider.</summary>
public static class StorageFaults
{
    private const int SqlServerDeadlock = 1205;
    private const int SqlServerLockTimeout = 1222;

    /// <summary>Null when the fault is not of the storage.</summary>
    public static StorageFault? Of(Exception? fault)
    {
        for (; fault is not null; fault = fault.InnerException)
            if (Named(fault) is { } named)
                return named;
        return null;
    }

    private static StorageFault? Named(Exception fault) => fault switch
    {
        // Primary result codes of SQLite: full 13; disk I/O 10, read-only 8, corrupt 11, cannot open 14, not a database 26; busy 5, locked 6.
        SqliteException sqlite => sqlite.SqliteErrorCode switch
        {
            13 => StorageFault.Full,
            8 or 10 or 11 or 14 or 26 => StorageFault.Faulty,
            5 or 6 => StorageFault.Busy,
            _ => null,
        },
        PostgresException postgres => postgres.SqlState switch
        {
            PostgresErrorCodes.DiskFull => StorageFault.Full,
            PostgresErrorCodes.IoError or PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted or PostgresErrorCodes.ReadOnlySqlTransaction => StorageFault.Faulty,
            PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.TooManyConnections => StorageFault.Busy,
            PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow => StorageFault.Away,
            _ => null,
        },
        NpgsqlException { InnerException: TimeoutException } => StorageFault.Busy,
        NpgsqlException { InnerException: IOException or System.Net.Sockets.SocketException } => StorageFault.Away,
        // SQL Server: no room in the data 1105, 1101 or in the log 9002; I/O 823, 824, 825; no connection -1, 2, 53, 10054, 10060, 10061, and a time-out -2.
        SqlException sqlServer => sqlServer.Number switch
        {
            1101 or 1105 or 9002 => StorageFault.Full,
            823 or 824 or 825 => StorageFault.Faulty,
            -2 or SqlServerDeadlock or SqlServerLockTimeout => StorageFault.Busy,
            -1 or 2 or 53 or 10054 or 10060 or 10061 => StorageFault.Away,
            _ => null,
        },
        _ => null,
    };
}
