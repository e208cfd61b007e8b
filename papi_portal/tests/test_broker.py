"""A worker whose word did not reach Redis goes on working: a real Redis that is stopped while a job ends."""

import signal
import subprocess

import pytest
import redis
from kombu import Queue

from papi_portal.celery import app
from papi_portal.tests.test_up import wait_for

QUEUE = Queue("thu")


@pytest.fixture
def broker(tmp_path):
    socket = tmp_path / "redis.sock"
    options = ["--port", "0", "--unixsocket", str(socket), "--save", "", "--dir", str(tmp_path)]
    process = subprocess.Popen(["redis-server", *options], stdout=subprocess.DEVNULL)
    wait_for(lambda: socket.exists() and redis.Redis(unix_socket_path=str(socket)).ping(), "Redis")
    yield process, f"redis+socket://{socket}"
    process.kill()
    process.wait()


@pytest.mark.parametrize("ended", ["ack", "reject"])
def test_a_job_whose_end_was_not_heard_of_leaves_its_place(broker, ended):
    process, address = broker
    with app.connection_for_read(address) as line:
        channel, got = line.channel(), []
        consumer = line.Consumer(QUEUE, channel=channel, accept=["json"], on_message=got.append)
        consumer.qos(prefetch_count=1)
        with line.Producer() as producer:
            for number in (1, 2):
                producer.publish(number, routing_key="thu", declare=[QUEUE])
        with consumer:
            line.drain_events(timeout=5)
            process.send_signal(signal.SIGSTOP)
            try:
                with pytest.raises(line.connection_errors):
                    getattr(got[0], ended)()
            finally:
                process.send_signal(signal.SIGCONT)
            line.drain_events(timeout=5)
        assert [message.payload for message in got] == [1, 2]
