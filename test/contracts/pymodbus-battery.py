"""A battery's registers served by Debian's pymodbus: `tcp PORT` or `rtu DEVICE BAUD`; the words come as JSON on standard input."""
import asyncio
import json
import logging
import sys

from pymodbus.datastore import ModbusSequentialDataBlock, ModbusServerContext, ModbusSlaveContext
from pymodbus.server import StartAsyncSerialServer, StartAsyncTcpServer
from pymodbus.transaction import ModbusRtuFramer

# Each connection that ends is an error to it.
logging.disable(logging.ERROR)
image = json.load(sys.stdin)
registers = ModbusSequentialDataBlock(image["address"], image["words"])
context = ModbusServerContext(slaves=ModbusSlaveContext(hr=registers, zero_mode=True), single=True)

if sys.argv[1] == "tcp":
    asyncio.run(StartAsyncTcpServer(context=context, address=("127.0.0.1", int(sys.argv[2]))))
else:
    asyncio.run(
        StartAsyncSerialServer(context=context, framer=ModbusRtuFramer, port=sys.argv[2], baudrate=int(sys.argv[3]), timeout=0.1)
    )
