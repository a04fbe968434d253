// Sequential asks for the A and AAAA records of one name after the other, as a Go program does that calls
// net.LookupIP in a loop: with Go's own resolver, and one pool after the other.
//
// Arguments: the DNS server as host:port, and how many pools to ask. Prints what it found and what it took
// as one line of JSON. It needs the standard library alone.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"strconv"
	"syscall"
	"time"
)

// Result is what a run found, and its wall time and the time of the processors in milliseconds.
type Result struct {
	Targets int     `json:"targets"`
	WallMs  float64 `json:"wallMs"`
	CPUMs   float64 `json:"cpuMs"`
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 2 {
		return fmt.Errorf("expected a server and a number of pools, found %q", args)
	}
	pools, err := strconv.Atoi(args[1])
	if err != nil {
		return err
	}
	result, err := ask(args[0], pools)
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(result)
}

// ask stops at the first name without an answer: half a list would be quicker than a whole one.
func ask(server string, pools int) (Result, error) {
	dialer := net.Dialer{Timeout: 5 * time.Second}
	resolver := net.Resolver{
		PreferGo: true,
		// Whatever server /etc/resolv.conf names.
		Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return dialer.DialContext(ctx, network, server)
		},
	}
	result := Result{}
	start, cpu := time.Now(), processorTime()
	for pool := 0; pool < pools; pool++ {
		name := fmt.Sprintf("discover.monitor.pool%d.cp.spcs.internal.", pool)
		addresses, err := resolver.LookupIP(context.Background(), "ip", name)
		if err != nil {
			return Result{}, err
		}
		result.Targets += len(addresses)
	}
	result.WallMs = milliseconds(time.Since(start))
	result.CPUMs = milliseconds(processorTime() - cpu)
	return result, nil
}

// processorTime is what this process has had so far, in its own code and in the kernel.
func processorTime() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return 0
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

func milliseconds(duration time.Duration) float64 {
	return duration.Seconds() * 1000
}
