using CcsPolicy.Benchmarks;

return args switch
{
    ["report", .. var rest] => await ReportBenchmark.RunAsync(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.WriteLine("usage: CcsPolicy.Benchmarks report [rows] [folder for the files]");
    return 1;
}
