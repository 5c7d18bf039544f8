namespace CcsPolicy.Web.Shell.Ui;

/// <summary>状態の表示。The five words for where a document or its amendment stands.</summary>
public enum ShownStatus
{
    /// <summary>起案中</summary>
    Drafted,

    /// <summary>審査中</summary>
    InReview,

    /// <summary>施行待ち</summary>
    Waiting,

    /// <summary>施行中</summary>
    InForce,

    /// <summary>廃止</summary>
    Repealed,

    /// <summary>過去の版: of an edition that others have followed; no state of a document.</summary>
    Earlier,

    /// <summary>載せ替え済み: of an edition that another took the place of before its day.</summary>
    Replaced,

    /// <summary>撤回: of an edition that was taken back before its day.</summary>
    TakenBack,
}

/// <summary>段の表示。The three tiers, each with a mark and a word.</summary>
public enum ShownTier
{
    /// <summary>■ 基本方針</summary>
    BasicPolicy,

    /// <summary>▲ 対策基準</summary>
    Standard,

    /// <summary>● 実施手順, with a lock</summary>
    Procedure,
}
