using CcsPolicy.Benchmarks;

return args switch
{
    ["report", .. var rest] => await ReportBenchmark.RunAsync(rest),
    ["text", .. var rest] => TextBenchmark.Run(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.WriteLine("usage: CcsPolicy.Benchmarks report [rows] [folder for the files]");
    Console.WriteLine("       CcsPolicy.Benchmarks text [articles] [rounds]");
    return 1;
}
