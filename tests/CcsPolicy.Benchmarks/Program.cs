Console.WriteLine("usage: CcsPolicy.Benchmarks text");
