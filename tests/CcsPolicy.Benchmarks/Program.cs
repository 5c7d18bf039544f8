using CcsPolicy.Benchmarks;

return args switch
{
    ["report", .. var rest] => await ReportBenchmark.RunAsync(rest),
    ["text", .. var rest] => TextBenchmark.Run(rest),
    ["reading", .. var rest] => await ReadingBenchmark.RunAsync(rest.Contains("--quick"), !rest.Contains("--no-publish")),
    ["acknowledging", .. var rest] => await AcknowledgingBenchmark.RunAsync(rest.Contains("--quick"), !rest.Contains("--no-publish")),
    ["drafting", .. var rest] => await DraftingBenchmark.RunAsync(rest.Contains("--quick"), !rest.Contains("--no-publish")),
    ["following", .. var rest] => await FollowingBenchmark.RunAsync([.. rest.Where(word => word != "--no-publish")], !rest.Contains("--no-publish")),
    ["campaign", .. var rest] => await CampaignBenchmark.RunAsync([.. rest.Where(word => word != "--no-publish")], !rest.Contains("--no-publish")),
    ["journal", .. var rest] => await JournalBenchmark.RunAsync([.. rest.Where(word => word != "--no-publish")], !rest.Contains("--no-publish")),
    ["all", .. var rest] => await AllAsync(rest.Contains("--quick")),
    _ => Usage(),
};

static async Task<int> AllAsync(bool quick)
{
    var outcomes = new[]
    {
        TextBenchmark.Run([]),
        await ReadingBenchmark.RunAsync(quick),
        await AcknowledgingBenchmark.RunAsync(quick, publish: false),
        await DraftingBenchmark.RunAsync(quick, publish: false),
        await FollowingBenchmark.RunAsync(quick ? ["500", "20", "2"] : [], publish: false),
        await CampaignBenchmark.RunAsync(quick ? ["2000"] : [], publish: false),
        await ReportBenchmark.RunAsync(quick ? ["100000"] : []),
        await JournalBenchmark.RunAsync(quick ? ["100000"] : [], publish: false),
    };
    return outcomes.Max();
}

static int Usage()
{
    Console.WriteLine("usage: CcsPolicy.Benchmarks report [rows] [folder for the files]");
    Console.WriteLine("       CcsPolicy.Benchmarks text [articles] [rounds]");
    Console.WriteLine("       CcsPolicy.Benchmarks reading [--quick] [--no-publish]");
    Console.WriteLine("       CcsPolicy.Benchmarks acknowledging [--quick] [--no-publish]");
    Console.WriteLine("       CcsPolicy.Benchmarks drafting [--quick] [--no-publish]");
    Console.WriteLine("       CcsPolicy.Benchmarks following [people documents years] [--no-publish]");
    Console.WriteLine("       CcsPolicy.Benchmarks campaign [people] [--no-publish]");
    Console.WriteLine("       CcsPolicy.Benchmarks journal [entries] [folder to keep them in] [--no-publish]");
    Console.WriteLine("       CcsPolicy.Benchmarks all [--quick]");
    return 1;
}
