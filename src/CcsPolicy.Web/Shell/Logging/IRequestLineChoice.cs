namespace CcsPolicy.Web.Shell.Logging;

/// <summary>Of the metadata of an address: whether requests to it leave a line in the log of requests.</summary>
public interface IRequestLineChoice
{
    bool LeavesLine { get; }
}
