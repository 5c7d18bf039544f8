namespace CcsPolicy.Web.Shell.Ui;

/// <summary>段取りの状態。Where a station of a procedure stands.</summary>
public enum StepState
{
    /// <summary>済み</summary>
    Done,

    /// <summary>進行中</summary>
    Now,

    /// <summary>これから</summary>
    Later,

    /// <summary>差戻し</summary>
    Refused,
}
