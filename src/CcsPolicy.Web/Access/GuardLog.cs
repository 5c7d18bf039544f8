namespace CcsPolicy.Web.Access;

/// <summary>What a start says when the guards of the record were not all there.</summary>
internal static partial class GuardLog
{
    [LoggerMessage(Level = LogLevel.Critical, Message = "Triggers that guard the record were missing and were put back: {Guards}. Unless an update was broken off before, somebody has taken them away, and may have changed what is on record. Keep a copy of the database, run verify-journal, tell the CISO.")]
    public static partial void PutBack(ILogger log, string guards);
}
