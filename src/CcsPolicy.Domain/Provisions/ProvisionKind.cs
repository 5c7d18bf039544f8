namespace CcsPolicy.Domain.Provisions;

/// <summary>条項の種類。What a provision is in its text, whatever it is numbered with.</summary>
public enum ProvisionKind
{
    /// <summary>編</summary>
    Part,

    /// <summary>章</summary>
    Chapter,

    /// <summary>節</summary>
    Section,

    /// <summary>款</summary>
    Subsection,

    /// <summary>目</summary>
    Division,

    /// <summary>条, and the top numbers of a text that has no 条</summary>
    Article,

    /// <summary>項</summary>
    Paragraph,

    /// <summary>号</summary>
    Item,

    /// <summary>号の細分, first level: ア or イ or ①</summary>
    Subitem1,

    /// <summary>号の細分, second level: (ア) or (1)</summary>
    Subitem2,

    /// <summary>号の細分, third level and below: a, (a), (ⅰ)</summary>
    Subitem3,

    /// <summary>附則</summary>
    SupplementaryProvision,

    /// <summary>別表, 別記, 付録</summary>
    Appendix,

    /// <summary>様式</summary>
    Form,
}
